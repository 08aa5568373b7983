import pytest
from tests.analytics.statements.company import T, applied, compared, said

from duly.analytics.statements import springate


def test_company_t_scores_as_in_the_handbook():
    t = applied(springate, compared(of=T))[0]
    assert t["springate_s"] == pytest.approx(1.3834)
    assert (t["springate_decision"], t["springate_missing"]) == ("sound", "")


@pytest.mark.parametrize(("sales", "decision"), [(2154.9, "distress"), (2155, "sound")])
def test_exactly_0_862_is_not_distress(sales, decision):
    t = said(springate, current_assets=300, ebit=0, ebt=0, sales=sales)
    assert t["springate_decision"] == decision


def test_several_missing_inputs_are_all_named():
    t = said(springate, ebt=None, sales=None, current_liabilities=-5)
    assert t["springate_s"] is None
    assert t["springate_missing"] == "ebt,sales,current_liabilities_not_positive"
