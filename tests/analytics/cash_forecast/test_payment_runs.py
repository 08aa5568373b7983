"""Which customers pay once a month on a fixed day, and at which of these days each item?"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.cash_forecast.certainties import items
from tests.books import AS_OF as DAY
from tests.books import book_of, random_books

from duly.analytics.cash_forecast.horizon import Horizon
from duly.analytics.cash_forecast.payment_runs import (
    Rhythm,
    on_runs,
    payment_rhythms,
    runs_until,
)
from duly.analytics.foresight.moments import number_of_day

# A Saturday, so that the fifth of the next month is ahead.
AS_OF = date(2026, 10, 31)
ENDS = Horizon(AS_OF, weeks=13, days=30).ends
NEXT = [date(2026, 11, 5), date(2026, 12, 7), date(2027, 1, 5)]  # the fifth of December: a Saturday


def run_on(month_day: int, year: int, month: int) -> date:
    """The run of a month, day by day."""
    day = date(year, month, 1)
    while day.day < month_day and (day + timedelta(days=1)).month == month:
        day += timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day


@given(
    month_day=st.integers(1, 31),
    day=st.dates(date(1999, 1, 1), date(2040, 12, 31)),
)
def test_runs_are_counted_as_one_counts_them_on_a_calendar(month_day, day):
    until = runs_until(np.array([number_of_day(day)]), month_day)[0]
    before = runs_until(np.array([number_of_day(day) - 1]), month_day)[0]
    months = [(day.year, day.month), ((day.replace(day=1) - timedelta(days=1)).timetuple()[:2])]
    assert until - before == (day in {run_on(month_day, *month) for month in months})


@given(month_day=st.integers(1, 31), start=st.integers(-9_000, 30_000))
def test_a_year_has_twelve_runs_or_one_beside_its_edge(month_day, start):
    count = np.diff(runs_until(np.array([start, start + 365]), month_day))[0]
    assert count in {11, 12, 13}


def paying(account: str, days: list[date], *, units: int = 100, terms: int = 20) -> dict:
    """Tables of an account that pays an invoice on each of these days."""
    tables: dict = {"accounts": [{"account_id": account}]}
    tables |= {name: [] for name in ("invoices", "payments", "allocations")}
    for number, day in enumerate(days):
        name = f"{account}{number}"
        due = day - timedelta(days=3)
        tables["invoices"].append(
            {"invoice_id": name, "account_id": account, "kind": "invoice", "currency": "EUR",
             "amount_units": units, "issued_on": due - timedelta(days=terms), "due_on": due}
        )  # fmt: skip
        tables["payments"].append(
            {"payment_id": name, "account_id": account, "currency": "EUR",
             "amount_units": units, "received_on": day}
        )  # fmt: skip
        tables["allocations"].append(
            {"invoice_id": name, "payment_id": name, "amount_units": units, "allocated_on": day}
        )
    return tables


def monthly(month_day: int, months: int) -> list[date]:
    """The runs of the last so many months before AS_OF."""
    return [run_on(month_day, 2026, month) for month in range(10 - months, 10)]


@pytest.mark.parametrize("month_day", [5, 15, 31])
def test_who_pays_on_a_day_of_the_month_is_known_by_it(month_day):
    found = payment_rhythms(book_of(paying("A", monthly(month_day, 8))), as_of=AS_OF)["A"]
    assert (found.month_day, found.share) == (month_day, 1.0)
    # All were paid at the first run on or after the due day, two runs after the first that count.
    assert int(found.which.argmax()) == 2
    assert found.which.sum() == pytest.approx(1.0)


@pytest.mark.parametrize(
    "days",
    [
        monthly(5, 3),  # too few months
        [date(2026, month, day) for month in range(1, 9) for day in (2, 9, 16, 24)],
        [date(2025, month, 5) for month in range(1, 9)],  # more than a year ago
    ],
)
def test_who_has_no_day_of_the_month_has_no_rhythm(days):
    assert payment_rhythms(book_of(paying("A", days)), as_of=AS_OF) == {}


def test_what_was_paid_later_is_not_known():
    book = book_of(paying("A", monthly(5, 8)))
    assert payment_rhythms(book, as_of=date(2026, 3, 31)) == {}


def test_the_share_is_that_of_money_at_the_runs():
    days = [*monthly(5, 8), date(2026, 6, 17), date(2026, 7, 22)]
    assert payment_rhythms(book_of(paying("A", days)), as_of=AS_OF)["A"].share == 0.8


def rhythm(share: float = 1.0, **which: float) -> Rhythm:
    """P(paid at the first run), and so on; `early` at the one before."""
    places = {"early": 1, "first": 2, "second": 3, "last": 8}
    chances = np.zeros(9)
    for name, chance in which.items():
        chances[places[name]] = chance
    return Rhythm(5, share, chances)


def by_week(held: Rhythm, due_in: int, before: float = 0.0) -> dict[date, float]:
    """On which days it is said to come, and how likely; `before` is what was said by any end."""
    owed = items(("A", -due_in, 100))
    said = np.full((1, len(ENDS)), before)
    found = on_runs(said, owed, {"A": held}, as_of=AS_OF, ends=ENDS)[0]
    gained = np.diff(found, prepend=0.0).round(9)
    return {AS_OF + timedelta(days=int(ENDS[at])): gained[at] for at in np.flatnonzero(gained)}


@pytest.mark.parametrize(
    ("due_in", "which", "came"),
    [
        (3, {"first": 1.0}, {0: 1.0}),
        (5, {"first": 0.7, "second": 0.3}, {0: 0.7, 1: 0.3}),
        (6, {"first": 0.7, "second": 0.3}, {1: 0.7, 2: 0.3}),
        (6, {"early": 0.4, "first": 0.6}, {0: 0.4, 1: 0.6}),
        (-30, {"first": 0.5, "second": 0.5}, {0: 1.0}),  # its first run has passed
        (-60, {"first": 0.5, "second": 0.5}, {}),  # and both: nothing is known of it
    ],
)
def test_an_item_comes_at_the_runs_after_its_due_day(due_in, which, came):
    # The second run ahead lies in a week: it is told by the day that ends it.
    ends = [AS_OF + timedelta(days=int(end)) for end in ENDS]
    told = {min(end for end in ends if end >= NEXT[run]): share for run, share in came.items()}
    assert by_week(rhythm(**which), due_in) == pytest.approx(told)


def test_what_is_paid_besides_the_runs_comes_as_it_was_said():
    found = by_week(rhythm(0.8, first=1.0), 3, before=0.5)
    assert found == pytest.approx({date(2026, 11, 1): 0.1, NEXT[0]: 0.8})


def test_accounts_without_a_rhythm_stay_as_they_were():
    owed = items(("A", 0, 100), ("B", 0, 100))
    said = np.linspace(0, 1, 2 * len(ENDS)).reshape(2, -1)
    found = on_runs(said, owed, {"B": rhythm(first=1.0)}, as_of=AS_OF, ends=ENDS)
    assert found[0].tolist() == said[0].tolist()
    nothing = on_runs(said[:0], items(), {"B": rhythm(first=1.0)}, as_of=AS_OF, ends=ENDS)
    assert nothing.shape == (0, len(ENDS))
    assert on_runs(said, owed, {}, as_of=AS_OF, ends=ENDS).tolist() == said.tolist()


@given(tables=random_books())
def test_no_rhythm_says_more_than_all_or_less_than_nothing(tables):
    book = book_of(tables)
    for found in payment_rhythms(book, as_of=DAY).values():
        assert 0 < found.share <= 1
        assert found.which.sum() == pytest.approx(1.0)
