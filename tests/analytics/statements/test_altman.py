import pytest
from tests.analytics.statements.company import T, applied, compared, said

from duly.analytics.statements import altman

WITHOUT_EARNINGS = {
    "current_assets": 300,
    "current_liabilities": 300,
    "retained_earnings": 0,
    "ebit": 0,
    "market_cap": 0,
    "equity": 0,
    "total_assets": 1000,
    "total_liabilities": 1000,
}


@pytest.mark.parametrize(
    ("column", "score", "zone"),
    [
        ("altman_z", 3.016, "safe"),
        ("altman_z_prime", 2.46264, "grey"),
        ("altman_z_double_prime", 3.4704, "safe"),
        ("altman_em", 6.7204, "safe"),
    ],
)
def test_company_t_scores_as_in_the_handbook(column, score, zone):
    t = applied(altman, compared(of=T))[0]
    assert t[column] == pytest.approx(score, abs=5e-10)
    assert t[f"{column}_zone"] == zone


def test_the_percent_free_restatement_weighs_sales_by_0_999():
    t = applied(lambda table: altman(table, sales_weight=0.999), compared(of=T))[0]
    assert t["altman_z"] == pytest.approx(3.0145)


@pytest.mark.parametrize(
    ("sales", "zone"),
    [
        (1809.99, "distress"),
        (1810, "grey"),
        (2990, "grey"),
        (2990.01, "safe"),
    ],
)
def test_the_edges_of_the_grey_zone_are_grey(sales, zone):
    assert said(altman, **WITHOUT_EARNINGS, sales=sales)["altman_z_zone"] == zone


@pytest.mark.parametrize(
    ("equity", "zone"),
    [(1047.61, "distress"), (1047.61905, "grey"), (2476.19047, "grey"), (2476.2, "safe")],
)
def test_em_and_z_double_prime_change_zone_together(equity, zone):
    t = said(altman, **{**WITHOUT_EARNINGS, "equity": equity})
    assert (t["altman_z_double_prime_zone"], t["altman_em_zone"]) == (zone, zone)


@pytest.mark.parametrize(
    ("retained_before", "trend"),
    [(200, "same"), (-400, "better"), (None, None)],
)
def test_the_trend_compares_the_zone_with_the_year_before(retained_before, trend):
    t = said(altman, previous_retained_earnings=retained_before)
    assert t["altman_z_double_prime_trend"] == trend


def test_a_fall_from_safe_to_grey_is_worse():
    assert said(altman, retained_earnings=-200)["altman_z_double_prime_trend"] == "worse"


def test_a_private_company_has_no_z_but_the_private_scores():
    t = said(altman, market_cap=None)
    assert (t["altman_z"], t["altman_z_zone"], t["altman_z_missing"]) == (None, None, "market_cap")
    assert t["altman_z_prime_missing"] == t["altman_z_double_prime_missing"] == ""
    assert t["altman_z_prime_zone"] == "grey"


def test_missing_retained_earnings_are_not_taken_as_zero():
    t = said(altman, retained_earnings=None)
    assert t["altman_z_double_prime"] is None
    assert t["altman_z_double_prime_missing"] == "retained_earnings"


def test_a_company_without_liabilities_has_no_score_and_is_told_why():
    t = said(altman, total_liabilities=0)
    assert t["altman_z_double_prime"] is None
    assert t["altman_z_double_prime_missing"] == "total_liabilities_not_positive"


def test_negative_equity_is_used_as_it_is():
    assert said(altman, equity=-100)["altman_z_prime"] < said(altman, equity=100)["altman_z_prime"]
