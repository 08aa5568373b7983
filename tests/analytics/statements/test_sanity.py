import pytest
from tests.analytics.statements.company import FULL, applied, compared

from duly.analytics.statements.sanity import findings


def found(row):
    return applied(lambda table: table.mutate(findings=findings(table)), row)[0]["findings"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ({}, ""),
        ({"equity": 405}, ""),
        ({"equity": 395}, ""),
        ({"equity": 405.1}, "DOES_NOT_BALANCE"),
        ({"equity": 394.9}, "DOES_NOT_BALANCE"),
        ({"equity": None}, ""),
        ({"current_liabilities": 600}, ""),
        ({"current_liabilities": 601}, "CURRENT_ABOVE_TOTAL_LIABILITIES"),
        ({"cash": 500}, ""),
        ({"cash": 501}, "CASH_ABOVE_CURRENT_ASSETS"),
        ({"inventory": -1}, "NEGATIVE_LINE"),
        ({"net_income": -1, "retained_earnings": -1, "interest": -1}, ""),
        ({"cash": 501, "sales": -1}, "CASH_ABOVE_CURRENT_ASSETS,NEGATIVE_LINE"),
    ],
)
def test_what_an_analyst_would_ask_about_is_found(lines, expected):
    assert found(compared(of={**FULL, **lines})) == expected


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (10, "PERIOD_NOT_A_YEAR"),
        (11, ""),
        (13, ""),
        (14, "PERIOD_NOT_A_YEAR"),
        (None, "MONTHS_UNKNOWN"),
    ],
)
def test_a_year_has_eleven_to_thirteen_months(months, expected):
    assert found(compared(months=months)) == expected


def test_a_difference_of_one_unit_is_no_finding_however_small_the_company():
    tiny = {"total_assets_units": 10, "total_liabilities_units": 6, "equity_units": 3}
    small = {"current_assets_units": None, "current_liabilities_units": None, "cash_units": None}
    assert found(compared() | small | tiny) == ""
    assert found(compared() | small | tiny | {"equity_units": 2}) == "DOES_NOT_BALANCE"
