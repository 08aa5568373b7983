import pytest
from tests.analytics.statements.company import T, applied, compared, said

from duly.analytics.statements import ohlson


def test_company_t_scores_as_in_the_handbook():
    t = applied(ohlson, compared(of=T, before={**T, "net_income": 50}))[0]
    assert t["ohlson_o"] == pytest.approx(-1.34227, abs=5e-6)
    assert t["ohlson_p"] == pytest.approx(0.20714, abs=5e-6)
    assert t["ohlson_missing"] == ""


@pytest.mark.parametrize(("cutoff", "decision"), [(0.038, "distress"), (0.5, "sound")])
def test_the_cutoff_decides(cutoff, decision):
    t = applied(lambda table: ohlson(table, cutoff=cutoff), compared(of=T))[0]
    assert t["ohlson_decision"] == decision


@pytest.mark.parametrize(
    ("now", "before", "added"),
    [
        (-70, -50, 0.285),  # a loss in both years
        (-70, 50, 0.0),  # the sum is a loss, but only one year is
        (50, -70, 0.0),
        (70, 50, 0.0),
    ],
)
def test_the_loss_term_needs_a_loss_in_both_years(now, before, added):
    t = said(ohlson, net_income=now, previous_net_income=before)
    change = (now - before) / (abs(now) + abs(before))
    rest = t["ohlson_o"] + 2.37 * now / 1000 + 0.521 * change
    neutral = said(ohlson, net_income=0, previous_net_income=0)["ohlson_o"]
    assert rest - neutral == pytest.approx(added, abs=1e-9)


def test_the_change_term_is_zero_when_both_incomes_are():
    t = said(ohlson, net_income=0, previous_net_income=0)
    assert t["ohlson_missing"] == ""
    assert t["ohlson_o"] is not None


@pytest.mark.parametrize(("liabilities", "jump"), [(1000, 0.0), (1001, -1.72)])
def test_the_insolvency_term_looks_at_total_liabilities(liabilities, jump):
    t = said(ohlson, total_liabilities=liabilities, funds_from_operations=0)
    base = said(ohlson, total_liabilities=600, funds_from_operations=0)
    moved = t["ohlson_o"] - base["ohlson_o"] - 6.03 * (liabilities - 600) / 1000
    assert moved == pytest.approx(jump)


def test_assets_count_in_thousands_of_the_currency_whatever_its_decimals():
    euro = compared()
    yen = {k: v // 100 if k.endswith("units") and v else v for k, v in euro.items()}
    dinar = {k: v * 10 if k.endswith("units") and v else v for k, v in euro.items()}
    rows = applied(ohlson, euro, yen | {"currency": "JPY"}, dinar | {"currency": "KWD"})
    assert len({row["ohlson_o"] for row in rows}) == 1


def test_the_price_index_deflates_total_assets():
    deflated = applied(lambda table: ohlson(table, price_index=2.0), compared())[0]
    assert deflated["ohlson_o"] - said(ohlson)["ohlson_o"] == pytest.approx(0.407 * 0.693147181)


def test_an_unknown_currency_gives_no_score():
    t = applied(ohlson, compared(currency="???"))[0]
    assert (t["ohlson_o"], t["ohlson_missing"]) == (None, "currency")


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"previous_net_income": None}, "previous_net_income"),
        ({"current_assets": 0}, "current_assets_not_positive"),
        ({"total_assets": -1}, "total_assets_not_positive"),
    ],
)
def test_what_is_missing_is_named_and_there_is_no_score(changed, named):
    t = said(ohlson, **changed)
    assert (t["ohlson_o"], t["ohlson_p"], t["ohlson_decision"]) == (None, None, None)
    assert t["ohlson_missing"] == named


@pytest.mark.parametrize(("funds", "probability"), [(-1e6, 1.0), (1e6, 0.0)])
def test_extreme_scores_give_a_probability_and_no_overflow(funds, probability):
    assert said(ohlson, funds_from_operations=funds)["ohlson_p"] == probability
