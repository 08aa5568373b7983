import pytest
from tests.analytics.statements.company import T, applied, compared, said

from duly.analytics.statements import zmijewski


def test_company_t_scores_as_in_the_handbook():
    t = applied(zmijewski, compared(of=T))[0]
    assert t["zmijewski_x"] == pytest.approx(-1.23784, abs=5e-6)
    assert t["zmijewski_p"] == pytest.approx(0.10789, abs=5e-6)
    assert (t["zmijewski_decision"], t["zmijewski_missing"]) == ("sound", "")


@pytest.mark.parametrize(
    ("liabilities", "decision"), [(762, "sound"), (763, "distress"), (1500, "distress")]
)
def test_distress_begins_above_zero(liabilities, decision):
    t = said(zmijewski, total_liabilities=liabilities, net_income=0, current_assets=300)
    assert (t["zmijewski_x"] > 0) == (t["zmijewski_p"] > 0.5) == (decision == "distress")
    assert t["zmijewski_decision"] == decision


def test_no_current_liabilities_gives_no_score_and_says_why():
    t = said(zmijewski, current_liabilities=0)
    assert (t["zmijewski_x"], t["zmijewski_p"], t["zmijewski_decision"]) == (None, None, None)
    assert t["zmijewski_missing"] == "current_liabilities_not_positive"
