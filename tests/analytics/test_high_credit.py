from datetime import date

import pytest
from hypothesis import given
from tests.books import AS_OF, ago, book_of, few_books, random_books, rows

from duly.analytics.high_credit import balance_events, high_credit
from duly.analytics.open_items import open_items


def invoice(number, units, issued, **more):
    row = {"invoice_id": number, "account_id": "A", "currency": "EUR", "amount_units": units}
    return row | {"issued_on": ago(issued), "due_on": ago(issued - 30)} | more


def paid(number, units, days):
    return {
        "invoice_id": number,
        "amount_units": units,
        "allocated_on": ago(days),
        "payment_id": "P",
    }


HISTORIES = [
    ("one invoice, still open", [invoice("1", 100, 20)], [], 100),
    ("paid later", [invoice("1", 100, 20)], [paid("1", 100, 5)], 100),
    ("two at once", [invoice("1", 100, 20), invoice("2", 50, 10)], [], 150),
    (
        "one after the other",
        [invoice("1", 100, 20), invoice("2", 50, 5)],
        [paid("1", 100, 10)],
        100,
    ),
    ("in and out on one day", [invoice("1", 100, 20)], [paid("1", 100, 20)], 0),
    ("before the year, still open", [invoice("1", 100, 500)], [], 100),
    ("before the year, paid before it", [invoice("1", 100, 500)], [paid("1", 100, 400)], 0),
    ("before the year, paid within it", [invoice("1", 100, 500)], [paid("1", 100, 300)], 100),
    ("a credit note alone", [invoice("1", -40, 20)], [], 0),
    ("written off later", [invoice("1", 100, 90, written_off_on=ago(1))], [], 100),
]


@pytest.mark.parametrize(("why", "invoices", "allocations", "units"), HISTORIES)
def test_the_highest_balance_of_the_year(why, invoices, allocations, units):
    book = book_of({"invoices": invoices, "allocations": allocations})
    (row,) = rows(high_credit(book, as_of=AS_OF))
    assert row == {"account_id": "A", "currency": "EUR", "high_credit_units": units}


def test_a_payment_after_the_day_is_not_known():
    book = book_of({"invoices": [invoice("1", 100, 20)], "allocations": [paid("1", 100, -5)]})
    assert rows(balance_events(book, as_of=AS_OF))[0]["units"] == 100
    assert len(rows(balance_events(book, as_of=AS_OF))) == 1


@few_books
@given(random_books())
def test_what_moved_adds_up_to_what_is_open(tables):
    book = book_of(tables)
    moved = balance_events(book, as_of=AS_OF)
    items = open_items(book, as_of=AS_OF)
    keys = ["account_id", "currency"]
    added = rows(moved.group_by(keys).agg(units=moved.units.sum()))
    found = rows(items.group_by(keys).agg(units=items.open_units.sum()))
    assert [row for row in added if row["units"]] == [row for row in found if row["units"]]


def test_nothing_issued_gives_no_row():
    assert rows(high_credit(book_of({"invoices": []}), as_of=date(2020, 1, 1))) == []
