from decimal import Decimal

import pytest

from duly.analytics.discounts import (
    SenselessDiscount,
    dynamic_discount_units,
    effective_apr,
    simple_apr,
)


@pytest.mark.parametrize(
    ("rate", "discount_days", "net_days", "by_365", "by_360"),
    [
        (0.02, 10, 30, 0.37245, 0.36735),
        (0.01, 10, 30, 0.18434, 0.18182),
        (0.02, 10, 60, 0.14898, 0.14694),
        (0.03, 15, 45, 0.37629, 0.37113),
    ],
)
def test_the_simple_rate_is_that_of_the_handbook(rate, discount_days, net_days, by_365, by_360):
    terms = {"discount_days": discount_days, "net_days": net_days}
    assert simple_apr(rate, **terms) == pytest.approx(by_365, abs=5e-6)
    assert simple_apr(rate, **terms, days_in_year=360) == pytest.approx(by_360, abs=5e-6)


@pytest.mark.parametrize(("rate", "effective"), [(0.02, 0.44585), (0.01, 0.20132), (0.0, 0.0)])
def test_the_effective_rate_compounds(rate, effective):
    assert effective_apr(rate, discount_days=10, net_days=30) == pytest.approx(effective, abs=5e-6)


@pytest.mark.parametrize(
    ("rate", "discount_days", "net_days"),
    [(-0.01, 10, 30), (1.0, 10, 30), (0.02, 30, 30), (0.02, 31, 30), (0.02, -1, 30)],
)
@pytest.mark.parametrize("apr", [simple_apr, effective_apr])
def test_terms_that_are_no_discount_are_refused(apr, rate, discount_days, net_days):
    with pytest.raises(SenselessDiscount):
        apr(rate, discount_days=discount_days, net_days=net_days)


@pytest.mark.parametrize(
    ("units", "days_early", "days_in_year", "discount"),
    [
        (2_500_000, 18, 365, 14_795),  # 147.945… is rounded once
        (2_500_000, 18, 360, 15_000),
        (-2_500_000, 18, 365, -14_795),
        (2_500_000, 0, 365, 0),
        (0, 18, 365, 0),
    ],
)
def test_the_dynamic_discount_follows_the_days(units, days_early, days_in_year, discount):
    found = dynamic_discount_units(
        units, apr=Decimal("0.12"), days_early=days_early, days_in_year=days_in_year
    )
    assert found == discount


@pytest.mark.parametrize(("apr", "days_early"), [("-0.01", 5), ("0.12", -1)])
def test_a_negative_rate_or_day_is_no_dynamic_discount(apr, days_early):
    with pytest.raises(SenselessDiscount):
        dynamic_discount_units(100, apr=Decimal(apr), days_early=days_early)
