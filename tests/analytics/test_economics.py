from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.analytics.economics import (
    break_even_pd,
    deposit_share,
    expected_loss_units,
    expected_profit_units,
    funding_units,
    kelly_share,
    pd_over,
    risk_premium,
)

FUNDING = {"funding_rate": Decimal("0.08"), "days": 45}


def test_the_expected_loss_of_50_000_at_3_and_60_percent_is_900():
    assert expected_loss_units(5_000_000, pd=Decimal("0.03"), lgd=Decimal("0.60")) == 90_000


@pytest.mark.parametrize(("units", "loss"), [(0, 0), (25, 1), (24, 0), (-25, -1)])
def test_the_expected_loss_is_rounded_once_half_away_from_zero(units, loss):
    assert expected_loss_units(units, pd=Decimal("0.02"), lgd=Decimal("1")) == loss


@pytest.mark.parametrize(
    ("days", "probability"),
    [(0, 0.0), (365, 0.03), (730, 1 - 0.97**2), (90, 1 - 0.97 ** (90 / 365))],
)
def test_the_pd_is_matched_to_the_horizon(days, probability):
    assert pd_over(days, yearly_pd=0.03) == pytest.approx(probability)


def test_waiting_45_days_for_100_000_at_8_percent_costs_986_30():
    assert funding_units(10_000_000, rate=Decimal("0.08"), days=45) == 98_630


def test_the_expected_profit_is_what_is_left_after_loss_and_funding():
    terms = {"margin": Decimal("0.25"), "pd": Decimal("0.02"), "lgd": Decimal("0.60")}
    assert expected_profit_units(10_000_000, **terms, **FUNDING) == 2_261_370


@pytest.mark.parametrize(
    ("margin", "lgd", "pd"), [("0.25", "0.60", 0.34305), ("0.03", "0.90", 0.022301)]
)
def test_a_thin_margin_bears_far_less_risk(margin, lgd, pd):
    found = break_even_pd(margin=Decimal(margin), lgd=Decimal(lgd), **FUNDING)
    assert found == pytest.approx(pd, abs=5e-6)


def test_a_margin_below_the_cost_of_funding_breaks_even_nowhere():
    assert break_even_pd(margin=Decimal("0.005"), lgd=Decimal("0.9"), **FUNDING) < 0
    assert break_even_pd(margin=Decimal("0"), lgd=Decimal("0"), **FUNDING) is None


percents = st.integers(1, 100).map(lambda percent: Decimal(percent) / 100)


@given(margin=percents, lgd=percents, days=st.integers(0, 120))
def test_the_profit_at_the_break_even_pd_is_nil(margin, lgd, days):
    funding = {"funding_rate": Decimal("0.08"), "days": days}
    pd = break_even_pd(margin=margin, lgd=lgd, **funding)
    if 0 <= pd <= 1:
        profit = expected_profit_units(10**6, margin=margin, pd=Decimal(pd), lgd=lgd, **funding)
        assert profit == 0


@pytest.mark.parametrize(
    ("pd", "lgd", "premium"), [(0.02, 0.6, 0.012 / 0.98), (0.0, 0.6, 0.0), (0.02, 0.0, 0.0)]
)
def test_the_risk_premium_pays_for_those_who_fail(pd, lgd, premium):
    assert risk_premium(pd=pd, lgd=lgd) == pytest.approx(premium)


def test_no_premium_makes_up_for_a_certain_default():
    assert risk_premium(pd=1.0, lgd=0.5) is None


def test_the_kelly_share_of_a_five_percent_buyer_is_10_556_percent():
    share = kelly_share(pd=0.05, loss_share=0.9, gain_share=0.05 / 0.95)
    assert share == pytest.approx(0.10556, abs=5e-6)
    assert share / 2 == pytest.approx(0.053, abs=5e-4)


@pytest.mark.parametrize(("pd", "open_credit"), [(0.02, True), (0.10, False)])
def test_a_buyer_who_fails_too_often_gets_no_open_credit(pd, open_credit):
    assert (kelly_share(pd=pd, loss_share=0.9, gain_share=0.05) > 0) == open_credit


@pytest.mark.parametrize(("loss_share", "gain_share"), [(0.0, 0.05), (0.9, 0.0), (0.9, -0.1)])
def test_without_something_to_lose_and_to_earn_there_is_no_kelly_share(loss_share, gain_share):
    assert kelly_share(pd=0.05, loss_share=loss_share, gain_share=gain_share) is None


@pytest.mark.parametrize(
    ("pd", "target", "deposit"),
    [(0.06, 0.02, 0.5833), (0.06, 0.0, 1.0), (0.06, 0.048, 0.0), (0.01, 0.02, 0.0), (0, 0, 0)],
)
def test_the_deposit_brings_the_loss_down_to_the_target(pd, target, deposit):
    assert deposit_share(pd=pd, lgd=0.8, target=target) == pytest.approx(deposit, abs=5e-5)


@pytest.mark.parametrize(
    "senseless",
    [
        lambda: pd_over(30, yearly_pd=1.1),
        lambda: pd_over(-1, yearly_pd=0.1),
        lambda: expected_loss_units(100, pd=Decimal("-0.1"), lgd=Decimal("1")),
        lambda: expected_profit_units(
            100, margin=Decimal("0"), pd=Decimal("0"), lgd=Decimal("2"), **FUNDING
        ),
        lambda: risk_premium(pd=0.1, lgd=float("nan")),
        lambda: kelly_share(pd=2, loss_share=0.5, gain_share=0.1),
        lambda: deposit_share(pd=0.1, lgd=0.1, target=-0.1),
    ],
)
def test_a_share_outside_zero_to_one_is_refused(senseless):
    with pytest.raises(ValueError, match=r"share|horizon"):
        senseless()
