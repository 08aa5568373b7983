"""Is cash that was there before the invoice found, and only that?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from tests.books import AS_OF as BOOKS_AS_OF
from tests.books import Row, Tables, book_of, few_books, random_books, rows

from duly.analytics.foresight.moments import at_ends, at_issue
from duly.analytics.foresight.on_account import on_account
from duly.analytics.foresight.outcomes import outcomes

AS_OF = date(2026, 12, 31)
INVOICE = {
    "invoice_id": "I",
    "account_id": "A",
    "currency": "EUR",
    "amount_units": 200,
    "issued_on": date(2026, 3, 10),
    "due_on": date(2026, 4, 9),
}


def cash(received_on: date, *, account: str | None = "A", currency: str = "EUR") -> Row:
    return {
        "payment_id": "P",
        "account_id": account,
        "currency": currency,
        "amount_units": 100,
        "received_on": received_on,
    }


def used(number: str, on: date) -> Row:
    return {"invoice_id": number, "amount_units": 100, "allocated_on": on, "payment_id": "P"}


EARLY = date(2026, 3, 1)
BEFORE = INVOICE | {"invoice_id": "B", "issued_on": date(2026, 1, 1), "due_on": date(2026, 1, 31)}


@pytest.mark.parametrize(
    ("payments", "allocations", "share", "after_due"),
    [
        ([], [], 0.0, None),
        ([cash(EARLY)], [], 0.5, -39.0),
        ([cash(EARLY)], [used("I", EARLY)], 0.5, -39.0),  # the invoice came later
        ([cash(EARLY)], [used("B", date(2026, 3, 5))], 0.0, None),  # used for another
        ([cash(EARLY)], [used("B", date(2026, 3, 10))], 0.5, -39.0),  # used that very day
        ([cash(date(2026, 3, 10))], [], 0.0, None),
        ([cash(EARLY, account=None)], [], 0.0, None),
        ([cash(EARLY, account="Z")], [], 0.0, None),
        ([cash(EARLY, currency="USD")], [], 0.0, None),
    ],
)
def test_cash_that_was_not_used_by_then_lies_on_account(
    payments: list[Row], allocations: list[Row], share: float, after_due: float | None
) -> None:
    tables = {"invoices": [BEFORE, INVOICE], "payments": payments, "allocations": allocations}
    book = book_of(tables)
    table = outcomes(book, as_of=AS_OF)
    found = rows(on_account(book, at_issue(table), as_of=AS_OF))[1]
    moment = {"invoice_id": "I", "scored_on": INVOICE["issued_on"]}
    assert found == {**moment, "cash_share": share, "cash_after_due_days": after_due}


@few_books
@given(random_books())
def test_what_is_added_up_once_a_day_is_what_is_added_up_moment_by_moment(tables: Tables) -> None:
    book = book_of(tables)
    table = book.engine.keep(outcomes(book, as_of=BOOKS_AS_OF))
    moments = at_ends(table, [date(2026, 7, 31), BOOKS_AS_OF], engine=book.engine)
    by_day, one_by_one = (
        rows(on_account(book, some, as_of=BOOKS_AS_OF))
        for some in (moments, replace(moments, few_days=False))
    )
    assert by_day == one_by_one
