from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analytics.statements.company import (
    FULL,
    YEAR_BEFORE,
    applied,
    asked,
    compared,
    filed,
)

from duly.analytics.statements import all_models, statement_models
from duly.book.schema import STATEMENT_LINES

AS_OF = date(2026, 11, 21)
SCORES = {
    "altman_z": "market_cap sales current_assets current_liabilities retained_earnings ebit "
    "total_assets total_liabilities",
    "altman_z_prime": "equity sales current_assets current_liabilities retained_earnings ebit "
    "total_assets total_liabilities",
    "altman_z_double_prime": "equity current_assets current_liabilities retained_earnings ebit "
    "total_assets total_liabilities",
    "ohlson_o": "current_assets current_liabilities total_assets total_liabilities net_income "
    "previous_net_income funds_from_operations",
    "zmijewski_x": "net_income total_liabilities current_assets total_assets current_liabilities",
    "springate_s": "current_assets ebit ebt sales total_assets current_liabilities",
    "taffler_t": "ebt current_assets inventory sales depreciation current_liabilities "
    "total_liabilities total_assets",
    "beneish_m": "receivables gross_profit current_assets fixed_assets depreciation sga "
    "current_liabilities long_term_debt sales total_assets previous_receivables "
    "previous_gross_profit previous_current_assets previous_fixed_assets previous_depreciation "
    "previous_sga previous_current_liabilities previous_long_term_debt previous_sales "
    "previous_total_assets net_income operating_cash_flow",
}
LINES = (*STATEMENT_LINES, *(f"previous_{name}" for name in STATEMENT_LINES))


def missing_of(row, score):
    return row[{"zmijewski_x": "zmijewski_missing"}.get(score, f"{stem(score)}_missing")]


def stem(score):
    return score if score.startswith("altman") else score.rsplit("_", 1)[0]


def models(*rows):
    return asked(all_accounts, *rows)


def all_accounts(book):
    return statement_models(book, as_of=AS_OF).order_by("account_id")


@pytest.mark.parametrize("score", SCORES)
def test_missing_any_one_input_leaves_no_score_and_names_it(score):
    rows = applied(all_models, *(compared() | {f"{name}_units": None} for name in LINES))
    told = {
        name: missing_of(row, score)
        for name, row in zip(LINES, rows, strict=True)
        if row[score] is None
    }
    assert told == {name: name for name in SCORES[score].split()}


odd_lines = st.dictionaries(
    st.sampled_from([f"{name}_units" for name in LINES]),
    st.sampled_from((None, -7, 0, 1, 90_000_000)),
    max_size=8,
)


@settings(max_examples=15, deadline=None)
@given(st.lists(odd_lines, min_size=1, max_size=30))
def test_there_is_no_score_exactly_when_something_is_named(companies):
    for row in applied(all_models, *(compared() | lines for lines in companies)):
        for score in SCORES:
            assert (row[score] is None) == (missing_of(row, score) != "")


@settings(max_examples=10, deadline=None)
@given(st.lists(odd_lines, min_size=1, max_size=20), st.sampled_from((2, 3, 10, 997)))
def test_multiplying_every_line_changes_no_score_but_ohlsons(companies, factor):
    rows = [compared() | lines for lines in companies]
    larger = [
        {k: v * factor if k.endswith("_units") and v else v for k, v in row.items()} for row in rows
    ]
    for before, after in zip(applied(all_models, *rows), applied(all_models, *larger), strict=True):
        for name in before:
            if "ohlson" not in name and not name.endswith("_units"):
                assert before[name] == after[name], name
            if name == "ohlson_missing":
                assert before[name] == after[name]


def test_an_account_has_one_row_from_its_latest_usable_statement():
    rows = models(
        filed("A"),
        filed("A", date(2024, 12, 31), of=YEAR_BEFORE),
        filed("B", date(2026, 3, 31)),
        filed("B"),
        filed("too old", date(2024, 12, 31)),
    )
    assert [(row["account_id"], row["period_end"], row["age_months"]) for row in rows] == [
        ("A", date(2025, 12, 31), 10),
        ("B", date(2026, 3, 31), 7),
    ]
    assert [row["altman_z_double_prime_trend"] for row in rows] == ["same", None]


def test_lines_of_the_year_before_are_not_carried_on_but_its_date_is():
    row = models(filed("A"), filed("A", date(2024, 12, 31), of=YEAR_BEFORE))[0]
    assert row["previous_period_end"] == date(2024, 12, 31)
    assert [name for name in row if name.startswith("previous_")] == ["previous_period_end"]
    assert row["sales_units"] == FULL["sales"] * 100_000


def test_an_account_without_statements_has_no_row():
    assert models(filed("too old", date(2020, 12, 31))) == []
