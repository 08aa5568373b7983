from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analytics.statements.company import THOUSAND_EUROS, asked, filed

from duly.analytics.statements import usable_statements

AS_OF = date(2026, 11, 21)
YEAR_END = date(2025, 12, 31)


def usable(*rows, as_of=AS_OF, max_age_months=18):
    return asked(question(as_of, max_age_months), *rows)


@cache
def question(as_of, max_age_months):
    def ask(book):
        found = usable_statements(book, as_of=as_of, max_age_months=max_age_months)
        return found.order_by("account_id", "period_end")

    return ask


@pytest.mark.parametrize(
    ("as_of", "count"),
    [
        (date(2026, 6, 29), 0),  # not yet known: six months after the year's end
        (date(2026, 6, 30), 1),
        (date(2027, 6, 30), 1),  # exactly eighteen months old
        (date(2027, 7, 1), 0),
    ],
)
def test_a_statement_without_filing_day_is_usable_from_6_to_18_months_of_age(as_of, count):
    assert len(usable(filed(end=YEAR_END), as_of=as_of)) == count


@pytest.mark.parametrize(("as_of", "count"), [(date(2026, 3, 1), 0), (date(2026, 3, 2), 1)])
def test_a_statement_is_usable_from_the_day_it_is_known(as_of, count):
    assert len(usable(filed(known_on=date(2026, 3, 2)), as_of=as_of)) == count


def test_a_period_that_has_not_ended_is_not_usable():
    assert usable(filed(end=date(2026, 12, 31), known_on=date(2026, 11, 1))) == []


@pytest.mark.parametrize(("max_age_months", "count"), [(10, 0), (11, 1)])
def test_the_greatest_age_is_a_choice(max_age_months, count):
    assert len(usable(filed(end=YEAR_END), max_age_months=max_age_months)) == count


@pytest.mark.parametrize(
    ("end", "as_of", "age"),
    [
        (YEAR_END, date(2026, 11, 29), 10),
        (YEAR_END, date(2026, 11, 30), 11),  # a month's last day completes it
        (date(2026, 1, 15), date(2026, 11, 14), 9),
        (date(2026, 1, 15), date(2026, 11, 15), 10),
        (YEAR_END, YEAR_END, 0),
    ],
)
def test_the_age_counts_whole_months(end, as_of, age):
    assert [row["age_months"] for row in usable(filed(end=end, known_on=end), as_of=as_of)] == [age]


@pytest.mark.parametrize(
    ("before", "joined"),
    [
        (date(2024, 10, 31), None),
        (date(2024, 11, 30), date(2024, 11, 30)),
        (date(2024, 12, 31), date(2024, 12, 31)),
        (date(2025, 1, 31), date(2025, 1, 31)),
        (date(2025, 2, 28), None),
    ],
)
def test_the_year_before_ended_eleven_to_thirteen_months_earlier(before, joined):
    rows = usable(filed(end=YEAR_END), filed(end=before, sales=7))
    latest = next(row for row in rows if row["period_end"] == YEAR_END)
    assert latest["previous_period_end"] == joined
    assert latest["previous_sales_units"] == (7 * THOUSAND_EUROS if joined else None)


def test_of_several_years_before_the_nearest_to_twelve_months_is_taken_then_the_later():
    ends = [date(2024, 11, 30), date(2024, 12, 31), date(2025, 1, 31)]
    by_all = usable(filed(), *(filed(end=end) for end in ends))
    by_two = usable(filed(), filed(end=ends[0]), filed(end=ends[2]))
    assert by_all[-1]["previous_period_end"] == ends[1]
    assert by_two[-1]["previous_period_end"] == ends[2]


def test_the_year_before_is_not_taken_from_another_currency_or_account():
    before = date(2024, 12, 31)
    rows = usable(filed(), filed(end=before, currency="USD"), filed("other", before))
    assert [row["previous_period_end"] for row in rows] == [None]


def test_the_year_before_may_be_older_than_the_limit_but_is_not_usable_itself():
    rows = usable(filed(), filed(end=date(2024, 12, 31)))
    assert [(row["period_end"], row["is_latest"]) for row in rows] == [(YEAR_END, True)]
    assert rows[0]["previous_period_end"] == date(2024, 12, 31)


def test_only_the_latest_period_of_each_account_is_the_latest():
    mid_year = date(2025, 6, 30)
    rows = usable(filed("A", mid_year), filed("A"), filed("B", mid_year))
    assert [row["is_latest"] for row in rows] == [False, True, True]


def test_of_two_filings_of_one_period_the_one_known_last_stands():
    first = filed(known_on=date(2026, 2, 1), sales=1)
    second = filed(known_on=date(2026, 5, 1), sales=2)
    assert [row["sales_units"] for row in usable(second, first)] == [2 * THOUSAND_EUROS]
    earlier = usable(second, first, as_of=date(2026, 4, 1))
    assert [row["sales_units"] for row in earlier] == [1 * THOUSAND_EUROS]


@pytest.mark.parametrize(
    ("months", "sales_units", "assets_units"),
    [
        (12, 1001, 500),
        (None, 1001, 500),
        (6, 2002, 500),
        (24, 501, 500),  # 500.5 is rounded away from zero
        (13, 924, 500),
        (0, None, 500),
    ],
)
def test_flows_are_annualised_and_balances_are_not(months, sales_units, assets_units):
    odd = {"sales_units": 1001, "ebit_units": -1001, "total_assets_units": 500}
    row = usable(filed(months=months) | odd)[0]
    assert (row["sales_units"], row["total_assets_units"]) == (sales_units, assets_units)
    assert row["ebit_units"] == (None if sales_units is None else -sales_units)
    assert row["months"] == months


def test_an_annual_amount_too_large_for_a_float_is_kept_to_the_unit():
    exact = 2**53 + 1
    assert usable(filed() | {"sales_units": exact})[0]["sales_units"] == exact


def test_findings_look_at_the_lines_as_filed():
    assert usable(filed(months=6, cash=501))[0]["findings"] == (
        "CASH_ABOVE_CURRENT_ASSETS,PERIOD_NOT_A_YEAR"
    )


def test_without_statements_nothing_is_usable():
    assert usable(filed(known_on=date(2027, 1, 1))) == []


HISTORY = (
    filed("A"),
    filed("A", date(2024, 12, 31), sales=7),
    filed("A", date(2025, 1, 31), sales=9),
    filed("B", known_on=date(2026, 3, 1)),
    filed("B", known_on=date(2026, 4, 1), sales=8),
    filed("C", date(2026, 3, 31), currency="USD"),
)


@cache
def history():
    return usable(*HISTORY)


@settings(max_examples=15, deadline=None)
@given(st.permutations(HISTORY))
def test_the_order_of_the_rows_does_not_matter(rows):
    assert usable(*rows) == history()


later = st.builds(
    lambda account, ended, known: filed(
        account, AS_OF + timedelta(ended), known_on=AS_OF + timedelta(known), sales=1, equity=-5
    ),
    st.sampled_from("ABD"),
    st.integers(-500, 30),
    st.integers(1, 400),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(later, max_size=6))
def test_what_becomes_known_later_changes_nothing(statements):
    assert usable(*HISTORY, *statements) == history()
