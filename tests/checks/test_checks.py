"""Every invariant: it holds for a book in order, and one change breaks it."""
# ruff: noqa: E501 (a line of a table is one change)

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from duly.book.engines import duckdb_engine
from duly.book.schema import TABLES
from duly.book.tables import arrow_schema, book_from_arrow
from duly.checks import ALL_CHECKS, run_checks

ENGINE = duckdb_engine()
AS_OF = date(2024, 3, 31)


def day(text: str) -> date:
    return date.fromisoformat(f"2024-{text}")


def invoice(invoice_id, units, issued, **more) -> dict:
    return {
        "invoice_id": invoice_id, "account_id": "A", "currency": "EUR", "amount_units": units,
        "issued_on": day(issued), "due_on": day("03-01"), **more,
    }  # fmt: skip


def allocation(invoice_id, units, on, payment=None, note=None) -> dict:
    return {
        "invoice_id": invoice_id, "amount_units": units, "allocated_on": day(on),
        "payment_id": payment, "credit_note_id": note,
    }  # fmt: skip


GOOD = {
    "accounts": [{"account_id": "A"}, {"account_id": "B", "parent_id": "A"}],
    "invoices": [
        invoice("I1", 100, "01-01"),
        invoice("I2", 50, "02-01", written_off_on=day("03-15")),
        invoice("I3", 70, "02-10"),
        invoice("C1", -30, "02-01", kind="credit_note"),
        invoice("U1", 10, "02-01", currency="USD"),
    ],
    "payments": [
        {"payment_id": "P1", "currency": "EUR", "amount_units": 90, "received_on": day("02-05")},
        {"payment_id": "P2", "currency": "EUR", "amount_units": 9, "received_on": day("03-05")},
    ],
    "allocations": [
        allocation("I1", 80, "02-05", "P1"),
        allocation("I1", 20, "02-06", note="C1"),
        allocation("I2", 9, "03-05", "P2"),
    ],
}


def book(**more):
    rows = {name: [*GOOD.get(name, []), *more.get(name, [])] for name in {*GOOD, *more}}
    return book_from_arrow(
        ENGINE,
        {n: pa.Table.from_pylist(r, schema=arrow_schema(TABLES[n])) for n, r in rows.items()},
    )


def broken(book, *, as_of=AS_OF) -> dict[str, int]:
    results = run_checks(book, as_of=as_of)
    return {result.check.code: result.violations for result in results if not result.holds}


def test_a_book_in_order_keeps_every_invariant():
    assert broken(book()) == {}


def test_an_empty_book_keeps_every_invariant():
    assert broken(book_from_arrow(ENGINE, {})) == {}


@pytest.mark.parametrize("as_of", ["01-01", "02-05", "02-06", "03-05", "03-14", "03-15", "06-30"])
def test_it_keeps_them_on_every_day(as_of):
    assert broken(book(), as_of=day(as_of)) == {}


DISPUTE = {"dispute_id": "D", "invoice_id": "I1", "opened_on": day("02-02")}
ORDER = {"order_id": "O", "account_id": "A", "currency": "EUR", "amount_units": 1, "placed_on": day("02-02")}  # fmt: skip
PROMISE = {"promise_id": "R", "account_id": "A", "currency": "EUR", "amount_units": 1, "made_on": day("02-02")}  # fmt: skip
COVER = {"account_id": "A", "insurer": "X", "policy": "1", "currency": "EUR", "limit_units": 1, "valid_from": day("02-02")}  # fmt: skip

# What is added to the book, and which invariants that breaks.
BREACHES = [
    ({"accounts": [{"account_id": "A"}]}, {"accounts_keys_unique"}),
    ({"payments": [GOOD["payments"][1]]}, {"payments_keys_unique"}),
    ({"invoices": [invoice("X", 1, "01-01", account_id="Z")]}, {"account_known"}),
    ({"invoices": [invoice("X", -1, "01-01")]}, {"kind_signed"}),
    ({"invoices": [invoice("X", 1, "01-01", kind="credit_note")]}, {"kind_signed"}),
    ({"allocations": [allocation("X", 1, "03-05", "P1")]}, {"invoice_known"}),
    ({"allocations": [allocation("I3", 1, "03-05")]}, {"one_source", "balance_rolls_forward"}),
    ({"allocations": [allocation("I3", 1, "03-05", "P9")]}, {"one_source"}),
    ({"allocations": [allocation("I3", 1, "03-05", "P1", "C1")]}, {"one_source", "balance_rolls_forward"}),
    ({"allocations": [allocation("U1", 1, "03-05", "P1")]}, {"one_currency"}),
    ({"allocations": [allocation("I3", 1, "02-09", "P1")]}, {"allocation_dated"}),
    ({"allocations": [allocation("I3", 11, "03-05", "P1")]}, {"payment_allocated"}),
    ({"payments": [{"payment_id": "P3", "currency": "EUR", "amount_units": 99, "received_on": day("02-05")}],
      "allocations": [allocation("I1", 1, "03-05", "P3")]}, {"invoice_allocated"}),
    ({"allocations": [allocation("I3", 11, "03-05", note="C1")]}, {"credit_note_used"}),
    ({"allocations": [allocation("I3", 1, "03-05", note="C9")]}, {"one_source", "balance_rolls_forward"}),
    ({"invoices": [invoice("X", 1, "02-01", written_off_on=day("01-31"))]}, {"invoices_written_off_on_after_issued_on"}),
    ({"disputes": [{**DISPUTE, "closed_on": day("02-01")}]}, {"disputes_closed_on_after_opened_on"}),
    ({"orders": [{**ORDER, "shipped_on": day("02-01")}]}, {"orders_shipped_on_after_placed_on"}),
    ({"orders": [{**ORDER, "invoiced_on": day("02-01")}]}, {"orders_invoiced_on_after_placed_on"}),
    ({"promises": [{**PROMISE, "due_on": day("02-01")}]}, {"promises_due_on_after_made_on"}),
    ({"cover": [{**COVER, "valid_until": day("02-01")}]}, {"cover_valid_until_after_valid_from"}),
    ({"accounts": [{"account_id": "C", "parent_id": "D"}, {"account_id": "D", "parent_id": "C"}]}, {"group_tree"}),
]  # fmt: skip


@pytest.mark.parametrize(("more", "expected"), BREACHES)
def test_a_change_breaks_the_invariant_it_should(more, expected):
    assert set(broken(book(**more))) == expected


IN_ORDER = [
    {"invoices": [invoice("X", 0, "01-01")]},
    {"invoices": [invoice("X", 0, "01-01", kind="credit_note")]},
    {"invoices": [invoice("X", 1, "02-01", written_off_on=day("02-01"))]},
    {"allocations": [allocation("I3", 10, "02-10", "P1")]},
    {"allocations": [allocation("I3", 10, "02-10", note="C1")]},
    {"disputes": [{**DISPUTE, "closed_on": day("02-02")}]},
    {"orders": [{**ORDER, "shipped_on": day("02-02"), "invoiced_on": day("02-03")}]},
    {"promises": [{**PROMISE, "due_on": day("02-02")}]},
    {"cover": [{**COVER, "valid_until": None}]},
    {"accounts": [{"account_id": "C", "parent_id": "B"}]},
    {"payments": [{"payment_id": "P3", "currency": "EUR", "amount_units": -5, "received_on": day("02-05")}]},
]  # fmt: skip


@pytest.mark.parametrize("more", IN_ORDER)
def test_a_change_that_is_in_order_breaks_nothing(more):
    assert broken(book(**more)) == {}


@pytest.mark.parametrize("more", [change for change, _ in BREACHES if "allocations" in change])
def test_what_is_wrong_only_later_is_not_known_before(more):
    assert broken(book(**more), as_of=day("02-08")) == {}


def test_a_violation_names_the_row_and_says_what_was_seen_and_expected():
    results = run_checks(book(allocations=[allocation("I3", 11, "03-05", "P1")]), as_of=AS_OF)
    found = next(result for result in results if not result.holds)
    assert found.examples == (
        {"table": "payments", "key": "P1", "observed": "91", "expected": "90"},
    )


def test_all_are_counted_and_the_first_given_as_examples():
    lost = [allocation(f"X{n:02d}", 0, "03-05", "P1") for n in range(25)]
    results = run_checks(book(allocations=lost), as_of=AS_OF)
    found = next(result for result in results if not result.holds)
    assert found.violations == 25
    assert [example["key"] for example in found.examples] == [f"X{n:02d}" for n in range(20)]


def test_violations_have_the_same_columns_everywhere():
    for check in ALL_CHECKS:
        columns = check.run(book(), as_of=AS_OF).schema()
        assert dict(columns.items()).keys() == {"code", "table", "key", "observed", "expected"}


def test_codes_are_unique_and_questions_end_as_such():
    assert len({check.code for check in ALL_CHECKS}) == len(ALL_CHECKS)
    assert all(check.question.endswith("?") for check in ALL_CHECKS)
