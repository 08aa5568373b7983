import ibis
import pytest
from tests.analytics.statements.company import said

from duly.analytics.statements import beneish
from duly.analytics.statements.beneish import m_score

# The second example of the handbook as statements: every index as named there.
DRESSED_UP = {
    "sales": 1200,
    "receivables": 156,  # 13 % of sales after 10 %: DSRI 1.3
    "gross_profit": 360,  # 30 % after 33 %: GMI 1.1
    "total_assets": 1000,
    "current_assets": 430,
    "fixed_assets": 360,  # 21 % other assets after 20 %: AQI 1.05
    "depreciation": 40,  # 10 % in both years: DEPI 1
    "sga": 228,  # 19 % after 20 %: SGAI 0.95
    "current_liabilities": 300,
    "long_term_debt": 250,  # 55 % after 50 %: LVGI 1.1
    "net_income": 100,
    "operating_cash_flow": 60,  # TATA 0.04
    "previous_sales": 1000,
    "previous_receivables": 100,
    "previous_gross_profit": 330,
    "previous_total_assets": 1000,
    "previous_current_assets": 440,
    "previous_fixed_assets": 360,
    "previous_depreciation": 40,
    "previous_sga": 200,
    "previous_current_liabilities": 300,
    "previous_long_term_debt": 200,
}
INDICES = ("dsri", "gmi", "aqi", "sgi", "depi", "sgai", "lvgi")


@pytest.mark.parametrize(
    ("indices", "tata", "score"),
    [
        ((1, 1, 1, 1, 1, 1, 1), 0.0, -2.48),
        ((1.3, 1.1, 1.05, 1.2, 1, 0.95, 1.1), 0.04, -1.78954),
    ],
)
def test_the_indices_weigh_as_in_the_handbook(indices, tata, score):
    named = {name: ibis.literal(float(x)) for name, x in zip(INDICES, indices, strict=True)}
    found = ibis.duckdb.connect().execute(m_score(named, tata=ibis.literal(tata)))
    assert found == pytest.approx(score, abs=5e-10)


def test_two_equal_years_without_accruals_score_minus_2_48():
    same = {f"previous_{name}": value for name, value in DRESSED_UP.items() if "prev" not in name}
    t = said(beneish, **{**DRESSED_UP, **same, "net_income": 60})
    assert t["beneish_m"] == pytest.approx(-2.48)
    assert (t["beneish_decision"], t["beneish_missing"]) == ("not_flagged", "")


def test_just_below_minus_1_78_is_not_flagged():
    t = said(beneish, **DRESSED_UP)
    assert t["beneish_m"] == pytest.approx(-1.78954)
    assert t["beneish_decision"] == "not_flagged"


def test_a_little_more_accruals_are_flagged():
    assert said(beneish, **{**DRESSED_UP, "net_income": 103})["beneish_decision"] == "flagged"


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"previous_sga": None}, "previous_sga"),
        ({"operating_cash_flow": None}, "operating_cash_flow"),
        ({"gross_profit": -1}, "gmi_not_positive"),
        ({"previous_receivables": 0}, "dsri_not_positive"),
        ({"depreciation": 0}, "depi_not_positive"),
        ({"previous_fixed_assets": 560}, "aqi_not_positive"),
        ({"sales": 0}, "sales_not_positive"),
    ],
)
def test_an_index_that_cannot_be_formed_leaves_no_score(changed, named):
    t = said(beneish, **{**DRESSED_UP, **changed})
    assert (t["beneish_m"], t["beneish_decision"]) == (None, None)
    assert named in t["beneish_missing"].split(",")
