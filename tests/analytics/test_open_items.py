"""Which items were open on a day, and for how much?"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from tests.analytics import oracle
from tests.books import AS_OF, Shelf, ago, book_of, random_books, rows

from duly.analytics.open_items import balances, open_items, unapplied_cash

INVOICE = {
    "invoice_id": "I1",
    "account_id": "A",
    "currency": "EUR",
    "amount_units": 1000,
    "issued_on": ago(60),
    "due_on": ago(30),
}
NOTE = {**INVOICE, "invoice_id": "N1", "kind": "credit_note", "amount_units": -300}
PAID = {"invoice_id": "I1", "amount_units": 400, "allocated_on": ago(10), "payment_id": "P1"}
USED = {"invoice_id": "I1", "amount_units": 200, "allocated_on": ago(10), "credit_note_id": "N1"}
DISPUTE = {"dispute_id": "D1", "invoice_id": "I1", "opened_on": ago(20)}


def open_on(day: date = AS_OF, **tables: list[dict[str, object]]) -> dict[str, int]:
    found = rows(open_items(book_of({"invoices": [INVOICE], **tables}), as_of=day))
    return {row["invoice_id"]: row["open_units"] for row in found}


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (ago(61), {}),  # the day before it was issued
        (ago(60), {"I1": 1000}),
        (ago(11), {"I1": 1000}),
        (ago(10), {"I1": 600}),  # part of it was paid
        (AS_OF, {"I1": 600}),
    ],
)
def test_an_item_is_open_from_its_issue_for_what_was_not_yet_allocated(day, left):
    assert open_on(day, allocations=[PAID]) == left


def test_an_item_paid_in_full_is_not_open():
    assert open_on(allocations=[PAID, {**PAID, "amount_units": 600}]) == {}


def test_an_item_paid_beyond_its_amount_is_open_below_zero():
    assert open_on(allocations=[{**PAID, "amount_units": 1200}]) == {"I1": -200}


def test_a_credit_note_used_lowers_the_invoice_and_is_itself_used_up():
    found = open_on(invoices=[INVOICE, NOTE], allocations=[USED])
    assert found == {"I1": 800, "N1": -100}


@pytest.mark.parametrize(("gone_on", "left"), [(AS_OF, {}), (ago(-1), {"I1": 1000})])
def test_an_item_is_not_open_from_the_day_it_was_written_off(gone_on, left):
    assert open_on(invoices=[{**INVOICE, "written_off_on": gone_on}]) == left


def test_what_was_left_when_written_off_is_kept_apart():
    book = book_of({"invoices": [{**INVOICE, "written_off_on": ago(5)}], "allocations": [PAID]})
    (found,) = rows(balances(book, as_of=AS_OF))
    assert (found["open_units"], found["written_off_units"]) == (0, 600)


@pytest.mark.parametrize(
    ("dispute", "disputed"),
    [
        ({}, 1000),
        ({"amount_units": 250}, 250),
        ({"amount_units": 5000}, 1000),
        ({"closed_on": AS_OF}, 0),
        ({"closed_on": ago(-1)}, 1000),
        ({"opened_on": ago(-1)}, 0),
    ],
)
def test_disputed_is_what_an_open_dispute_claims_of_the_open_amount(dispute, disputed):
    book = book_of({"invoices": [INVOICE], "disputes": [{**DISPUTE, **dispute}]})
    (found,) = rows(open_items(book, as_of=AS_OF))
    assert (found["open_units"], found["disputed_units"]) == (1000, disputed)


def test_two_disputes_of_one_item_never_claim_more_than_is_open():
    two = [{**DISPUTE, "amount_units": 700}, {**DISPUTE, "dispute_id": "D2", "amount_units": 700}]
    (found,) = rows(open_items(book_of({"invoices": [INVOICE], "disputes": two}), as_of=AS_OF))
    assert found["disputed_units"] == 1000


@pytest.mark.parametrize(("due", "days"), [(AS_OF, 0), (ago(1), 1), (ago(-5), -5)])
def test_days_past_due_are_zero_on_the_due_date(due, days):
    (found,) = rows(open_items(book_of({"invoices": [{**INVOICE, "due_on": due}]}), as_of=AS_OF))
    assert found["days_past_due"] == days


@cache
def of_random_books() -> Shelf:
    return Shelf(
        items=lambda book: open_items(book, as_of=AS_OF),
        cash=lambda book: unapplied_cash(book, as_of=AS_OF),
    )


@given(tables=random_books())
def test_open_disputed_and_unapplied_equal_the_row_by_row_oracle(tables):
    answers = of_random_books().answers(tables)
    found = {row["invoice_id"]: row for row in answers["items"]}
    open_units = {key: left for key, left in oracle.open_now(tables, AS_OF).items() if left}
    disputed = oracle.disputed_now(tables, AS_OF)
    assert {key: row["open_units"] for key, row in found.items()} == open_units
    assert all(row["disputed_units"] == disputed[key] for key, row in found.items())
    assert {row["payment_id"]: row["unapplied_units"] for row in answers["cash"]} == {
        key: left for key, left in oracle.unapplied_now(tables, AS_OF).items() if left
    }
