import pytest
from tests.analytics.statements.company import FULL, applied, compared, said

from duly.analytics.statements import piotroski

BETTER_EVERYWHERE = {
    "net_income": 50,
    "long_term_debt": 210,
    "current_assets": 450,
    "gross_profit": 450,
    "sales": 1400,
}


def before(**changed):
    return {f"previous_{name}": value for name, value in {**BETTER_EVERYWHERE, **changed}.items()}


def test_nine_signs_of_strength_make_nine_points():
    t = said(piotroski, **before())
    assert (t["piotroski_f"], t["piotroski_available"]) == (9, 9)
    assert (t["piotroski_strength"], t["piotroski_missing"]) == ("strong", "")


@pytest.mark.parametrize(
    "changed",
    [
        {"operating_cash_flow": 60},  # profit is more than cash
        before(net_income=70),  # return on assets not up
        before(long_term_debt=200),  # debt not down
        before(current_assets=500),  # current ratio not up
        before(
            gross_profit=500, sales=1500, total_assets=1100, long_term_debt=240
        ),  # margin not up
        before(sales=1500, gross_profit=450),  # turnover not up
    ],
    ids="-".join,
)
def test_each_sign_that_fails_costs_its_point(changed):
    assert said(piotroski, **{**before(), **changed})["piotroski_f"] == 8


def test_a_new_share_costs_a_point():
    assert applied(piotroski, compared() | {"shares": 10.5})[0]["piotroski_f"] == 8


def test_a_loss_without_cash_costs_the_points_of_profit_and_cash():
    t = said(piotroski, **before(), net_income=-70, operating_cash_flow=-80)
    assert t["piotroski_f"] == 5
    assert t["piotroski_strength"] == "middle"


def test_the_same_year_twice_is_weak_but_for_its_levels():
    bad_year = {**FULL, "net_income": -70, "operating_cash_flow": -80}
    t = applied(piotroski, compared(of=bad_year, before=bad_year))[0]
    assert (t["piotroski_f"], t["piotroski_strength"]) == (1, "weak")


def test_what_cannot_be_judged_is_named_and_not_counted_as_failed():
    t = said(piotroski, **before(), operating_cash_flow=None)
    assert (t["piotroski_f"], t["piotroski_available"]) == (7, 7)
    assert t["piotroski_missing"] == "cash_flow_positive,cash_flow_above_income"
    assert t["piotroski_strength"] is None


def test_gross_profit_follows_from_sales_and_cost_when_not_given():
    assert said(piotroski, **before(), gross_profit=None)["piotroski_available"] == 9
    assert said(piotroski, **before(), gross_profit=None, cogs=None)["piotroski_available"] == 8


def test_an_empty_statement_has_no_score_rather_than_zero():
    nothing = dict.fromkeys(FULL)
    t = applied(piotroski, compared(of=nothing, before=nothing) | {"shares": None})[0]
    assert (t["piotroski_f"], t["piotroski_available"]) == (None, 0)
