"""Is what a customer owed counted as of the day of scoring?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from tests.analytics.foresight.ledgers import allocation
from tests.books import AS_OF as BOOKS_AS_OF
from tests.books import Row, Tables, book_of, few_books, random_books, rows

from duly.analytics.foresight.moments import at_ends, at_issue
from duly.analytics.foresight.outcomes import outcomes
from duly.analytics.foresight.position import position, siblings

AS_OF = date(2026, 12, 31)


def invoice(number: str, issued: date, due: date, *, account: str = "A") -> Row:
    return {
        "invoice_id": number,
        "account_id": account,
        "currency": "EUR",
        "amount_units": 100,
        "issued_on": issued,
        "due_on": due,
    }


FIRST = invoice("1", date(2026, 1, 1), date(2026, 2, 1))


@pytest.mark.parametrize(
    ("issued", "paid_on", "open_count", "overdue_count"),
    [
        (date(2026, 1, 1), None, 0, 0),
        (date(2026, 1, 2), None, 1, 0),
        (date(2026, 2, 1), None, 1, 0),
        (date(2026, 2, 2), None, 1, 1),
        (date(2026, 2, 2), date(2026, 2, 1), 0, 0),
        (date(2026, 2, 2), date(2026, 2, 2), 1, 1),
        (date(2026, 2, 10), date(2026, 2, 9), 0, 0),
        (date(2026, 1, 20), date(2026, 1, 10), 0, 0),
        (date(2026, 3, 1), date(2026, 1, 10), 0, 0),
    ],
)
def test_what_was_open_and_overdue_is_that_of_the_day_before(
    issued: date, paid_on: date | None, open_count: int, overdue_count: int
) -> None:
    last = invoice("2", issued, date(2026, 12, 1))
    paid = [allocation("1", 100, paid_on)] if paid_on else []
    table = outcomes(book_of({"invoices": [FIRST, last], "allocations": paid}), as_of=AS_OF)
    found = rows(position(table, at_issue(table)))[1]
    share = overdue_count / open_count if open_count else None
    assert found == {
        "invoice_id": "2",
        "scored_on": issued,
        "open_count": open_count,
        "overdue_count": overdue_count,
        "overdue_share": share,
    }


def test_at_the_end_of_a_day_the_invoice_itself_is_open_too() -> None:
    book, day = book_of({"invoices": [FIRST]}), date(2026, 1, 1)
    table = outcomes(book, as_of=day)
    (found,) = rows(position(table, at_ends(table, [day], engine=book.engine)))
    assert found["open_count"] == 1


def test_invoices_of_one_day_are_counted_by_due_date_and_together() -> None:
    due = date(2026, 2, 1)
    others = [
        invoice("2", FIRST["issued_on"], due),
        invoice("3", FIRST["issued_on"], date(2026, 3, 1)),
        invoice("4", FIRST["issued_on"], due, account="B"),
    ]
    table = outcomes(book_of({"invoices": [FIRST, *others]}), as_of=AS_OF)
    found = {(row["account_id"], row["due_on"]): row for row in rows(siblings(table))}
    of_a = found["A", due]
    assert (of_a["same_due_count"], of_a["same_issue_count"]) == (2, 3)
    assert found["B", due]["same_issue_count"] == 1


@few_books
@given(random_books())
def test_what_is_counted_once_a_day_is_what_is_counted_moment_by_moment(tables: Tables) -> None:
    book = book_of(tables)
    table = book.engine.keep(outcomes(book, as_of=BOOKS_AS_OF))
    moments = at_ends(table, [date(2026, 7, 31), BOOKS_AS_OF], engine=book.engine)
    one_by_one = replace(moments, few_days=False)
    assert rows(position(table, moments)) == rows(position(table, one_by_one))
