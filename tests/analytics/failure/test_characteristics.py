import math
from datetime import date

import pytest
from tests.analytics.statements.company import (
    FULL,
    YEAR_BEFORE,
    applied,
    book_of,
    compared,
    filed,
    rows_of,
)

from duly.analytics.failure import characteristics, latest_characteristics
from duly.analytics.failure.characteristics import DIRECTIONS, characteristic_columns

BEFORE = {**FULL, **YEAR_BEFORE, "market_cap": 500, "total_assets": 900}


def columns(table):
    return table.select("line_no", **characteristic_columns(table))


def ratios(**facts):
    return applied(columns, compared(before=BEFORE) | facts)[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("liabilities_to_assets", 0.6),
        ("working_capital_to_assets", 0.2),
        ("ebit_to_assets", 0.12),
        ("charges_to_assets", 0.05),
        ("ebitda_to_liabilities", 160 / 600),
        ("liabilities_to_market_value", 0.5),
        ("current_ratio", 500 / 300),
        ("quick_ratio", 320 / 300),
        ("gross_margin", 1 / 3),
        ("interest_cover", 4.8),
        ("assets_log", math.log(1000)),
        ("net_income_to_assets_change", 70 / 1000 - 50 / 900),
        ("sales_growth", 100 / 1400),
        ("market_cap_growth", 0.2),
    ],
)
def test_company_t_has_these_ratios(name, value):
    assert ratios()[name] == pytest.approx(value)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"currency": "XXQ"}, "assets_log"),
        ({"total_assets_units": 0}, "ebit_to_assets"),
        ({"total_assets_units": 0}, "assets_log"),
        ({"sales_units": None}, "gross_margin"),
        ({"previous_sales_units": 0}, "sales_growth"),
        ({"previous_total_assets_units": None}, "net_income_to_assets_change"),
    ],
)
def test_a_ratio_that_cannot_be_had_is_null(facts, name):
    assert ratios(**facts)[name] is None


def test_every_direction_belongs_to_a_characteristic():
    assert set(DIRECTIONS) - set(ratios()) == set()


def test_years_are_compared_with_the_year_before_in_the_same_table():
    later, earlier = filed(), filed(end=date(2024, 12, 31), of=BEFORE)
    rows = by_year(later, earlier)
    assert rows[date(2025, 12, 31)]["sales_growth"] == pytest.approx(100 / 1400)
    assert rows[date(2024, 12, 31)]["sales_growth"] is None


def test_the_latest_usable_statement_of_an_account_is_taken():
    book = book_of(filed(), filed(end=date(2024, 12, 31), of=BEFORE))
    rows = rows_of(latest_characteristics(book, as_of=date(2026, 9, 30)))
    assert [row["period_end"] for row in rows] == [date(2025, 12, 31)]
    assert rows[0]["sales_growth"] == pytest.approx(100 / 1400)
    early = latest_characteristics(book, as_of=date(2026, 3, 1))
    assert [row["period_end"] for row in rows_of(early)] == [date(2024, 12, 31)]


def by_year(*rows):
    found = rows_of(characteristics(book_of(*rows).statements))
    return {row["period_end"]: row for row in found}
