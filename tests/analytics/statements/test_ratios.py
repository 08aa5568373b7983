import pytest
from tests.analytics.statements.company import THOUSAND_EUROS, T, applied, compared, said

from duly.analytics.statements import ratios


@pytest.mark.parametrize(
    ("ratio", "value"),
    [
        ("current_ratio", 1.6667),
        ("quick_ratio", 1.0667),
        ("cash_ratio", 0.3333),
        ("liabilities_to_equity", 1.5),
        ("interest_cover", 4.8),
        ("net_margin", 0.0467),
        ("roa", 0.07),
        ("equity_ratio", 0.40),
    ],
)
def test_company_t_has_the_ratios_of_the_handbook(ratio, value):
    assert applied(ratios, compared(of=T))[0][ratio] == pytest.approx(value, abs=5e-5)


@pytest.mark.parametrize(
    ("ratio", "value"),
    [
        ("debt_to_equity", 250 / 400),
        ("net_debt_to_ebitda", 150 / 160),
        ("dscr", (160 - 25 - 30) / (55 + 25)),
        ("gross_margin", 1 / 3),
        ("operating_margin", 0.08),
        ("roe", 0.175),
        ("dso_days", 36.5),
        ("dpo_days", 36.5),
        ("dio_days", 65.7),
        ("ccc_days", 65.7),
        ("sales_growth", 1 / 14),
        ("tangible_net_worth_units", 350 * THOUSAND_EUROS),
        ("working_capital_units", 200 * THOUSAND_EUROS),
        ("flags", ""),
    ],
)
def test_a_full_statement_has_every_ratio(ratio, value):
    assert said(ratios)[ratio] == (value if isinstance(value, str) else pytest.approx(value))


@pytest.mark.parametrize(
    ("changed", "without", "flag"),
    [
        ({"current_liabilities": 0}, ("current_ratio", "quick_ratio", "cash_ratio"), ""),
        ({"equity": -10}, ("debt_to_equity", "liabilities_to_equity", "roe"), "NEGATIVE_EQUITY"),
        ({"equity": 0}, ("debt_to_equity", "liabilities_to_equity", "roe"), "NEGATIVE_EQUITY"),
        ({"ebit": -40}, ("net_debt_to_ebitda",), "EBITDA_NOT_POSITIVE"),
        ({"interest": 0}, ("interest_cover",), "NO_INTEREST"),
        ({"interest": -3}, ("interest_cover",), "NO_INTEREST"),
        (
            {"interest": 0, "principal_repayments": 0},
            ("interest_cover", "dscr"),
            "NO_INTEREST,NO_DEBT_SERVICE",
        ),
        ({"sales": 0}, ("gross_margin", "net_margin", "dso_days", "ccc_days"), "NO_SALES"),
        ({"total_assets": 0}, ("roa", "equity_ratio"), ""),
        ({"previous_sales": 0}, ("sales_growth",), ""),
        ({"previous_sales": None}, ("sales_growth",), ""),
        ({"tax": None}, ("dscr",), ""),
        ({"interest": None}, ("interest_cover", "dscr"), ""),
    ],
)
def test_no_ratio_is_formed_over_nothing(changed, without, flag):
    t = said(ratios, **changed)
    assert [t[name] for name in without] == [None] * len(without)
    assert t["flags"] == flag


@pytest.mark.parametrize(
    ("changed", "ratio", "value", "flag"),
    [
        ({"cogs": None}, "dpo_days", 100 / 700 * 365, "PURCHASES_FOR_COGS"),
        ({"prepaid": None}, "quick_ratio", 320 / 300, "PREPAID_UNKNOWN"),
        ({"prepaid": 20}, "quick_ratio", 1.0, ""),
        ({"securities": None}, "cash_ratio", 1 / 3, "SECURITIES_UNKNOWN"),
        ({"securities": 50}, "cash_ratio", 0.5, ""),
        ({"intangibles": None}, "tangible_net_worth_units", 39_000_000, "INTANGIBLES_UNKNOWN"),
        ({"related_receivables": None}, "tangible_net_worth_units", 36_000_000,
         "INTANGIBLES_UNKNOWN"),
        ({"gross_profit": None}, "gross_margin", 1 / 3, ""),
        ({"equity": -100}, "equity_ratio", -0.1, "NEGATIVE_EQUITY"),
    ],
)  # fmt: skip
def test_a_substitution_is_flagged(changed, ratio, value, flag):
    t = said(ratios, **changed)
    assert t[ratio] == pytest.approx(value)
    assert t["flags"] == flag


def test_neither_cogs_nor_purchases_leaves_no_days_and_no_flag():
    t = said(ratios, cogs=None, purchases=None)
    assert (t["dpo_days"], t["dio_days"], t["ccc_days"], t["flags"]) == (None, None, None, "")
