import pytest
from tests.analytics.statements.company import T, applied, compared, said

from duly.analytics.statements import taffler


def test_company_t_scores_as_in_the_handbook():
    t = applied(taffler, compared(of=T))[0]
    assert t["taffler_t"] == pytest.approx(6.09142, abs=5e-6)
    assert (t["taffler_decision"], t["taffler_missing"]) == ("sound", "")


def test_the_no_credit_interval_of_company_t_is_5_34799_days():
    without_gap = said(taffler, **{**T, "inventory": 200})
    t = applied(taffler, compared(of=T))[0]
    assert (t["taffler_t"] - without_gap["taffler_t"]) / 0.029 == pytest.approx(5.34799, abs=1e-5)


def test_the_relative_weights_of_the_web_are_not_used():
    relative = 0.53 * 95 / 300 + 0.13 * 500 / 600 + 0.18 * 300 / 1000 + 0.16 * 5.34799
    assert applied(taffler, compared(of=T))[0]["taffler_t"] != pytest.approx(relative, abs=1)


@pytest.mark.parametrize(("ebt", "decision"), [(95, "sound"), (-60, "at_risk")])
def test_a_score_below_zero_is_at_risk(ebt, decision):
    t = said(taffler, ebt=ebt)
    assert ((t["taffler_t"] < 0), t["taffler_decision"]) == (decision == "at_risk", decision)


def test_costs_of_zero_give_no_interval_and_no_score():
    t = said(taffler, sales=135)
    assert (t["taffler_t"], t["taffler_decision"]) == (None, None)
    assert t["taffler_missing"] == "operating_costs_not_positive"
