"""Invoices that say themselves when they were paid, or what is still open."""

from __future__ import annotations

import pytest

from duly.book.findings import RowTotals
from duly.book.reading import open_book

HEADER = "invoice_id,account_id,currency,amount,issued_on,due_on,paid_on,open_amount"


@pytest.fixture
def opened(tmp_path, engine):
    def open_with(*rows: str, header: str = HEADER):
        (tmp_path / "invoices.csv").write_text("\n".join([header, *rows]) + "\n")
        return open_book(tmp_path, engine=engine)

    return open_with


def rows_of(book, table) -> list[dict]:
    return book.book.engine.fetch(book.book.tables[table]).to_pylist()


def codes(book) -> set[str]:
    return {found.code for found in book.counts} - {"accounts_derived", "derived_payment"}


# Amount, paid on, open amount; what is derived: units, allocated on; what is noted.
PAID = [
    ("100.00,2024-01-01,2024-01-31,2024-02-05,", (10000, "2024-02-05"), set()),
    ("100.00,2024-01-01,2024-01-31,2024-02-05,0", (10000, "2024-02-05"), set()),
    ("100.00,2024-01-01,2024-01-31,2024-02-05,40.00", (6000, "2024-02-05"), set()),
    ("100.00,2024-01-01,2024-01-31,,0", (10000, "2024-01-31"), {"paid_day_assumed"}),
    ("100.00,2024-01-01,2024-01-31,,40", (6000, "2024-01-31"), {"paid_day_assumed"}),
    ("-5.00,2024-01-01,2024-01-31,2024-01-10,0", (-500, "2024-01-10"), {"negative_invoice"}),
    ("100.00,2024-01-01,2024-01-31,2023-12-20,", (10000, "2024-01-01"), {"payment_before_issue"}),
    ("100.00,2024-01-01,2024-01-31,2024-02-05,-1", (10100, "2024-02-05"), set()),
]


@pytest.mark.parametrize(("row", "expected", "noted"), PAID)
def test_what_was_paid_is_derived(opened, row, expected, noted):
    book = opened(f"I,A,EUR,{row}", "Z,A,EUR,1,2024-03-01,2024-03-31,,1")
    paid = [(r["amount_units"], str(r["allocated_on"])) for r in rows_of(book, "allocations")]
    assert paid == [expected]
    assert codes(book) - {"over_allocated_invoice"} == noted


@pytest.mark.parametrize(
    ("row", "noted"),
    [
        ("100.00,2024-01-01,2024-01-31,,", set()),
        ("100.00,2024-01-01,2024-01-31,,100.00", set()),
        ("100.00,2024-01-01,2024-01-31,,101.00", {"open_beyond_amount"}),
        ("100.00,2024-01-01,2024-01-31,2024-02-05,100", {"paid_but_open"}),
        ("0,2024-01-01,2024-01-31,2024-02-05,", set()),
    ],
)
def test_what_was_not_paid_is_not_derived(opened, row, noted):
    book = opened(f"I,A,EUR,{row}")
    assert rows_of(book, "payments") == []
    assert codes(book) == noted


def test_a_payment_stands_for_its_allocation(opened):
    book = opened("I,A,EUR,100.00,2024-01-01,2024-01-31,2023-12-20,")
    payment = rows_of(book, "payments")[0]
    assert (payment["payment_id"], payment["account_id"]) == ("PAY-I", "A")
    assert (str(payment["received_on"]), payment["method"]) == ("2023-12-20", None)
    assert rows_of(book, "allocations")[0]["payment_id"] == "PAY-I"


def test_an_unknown_day_is_at_the_latest_the_last_the_file_knows(opened):
    book = opened("I,A,EUR,100.00,2024-01-01,2024-06-30,,0", "J,A,EUR,1,2024-02-01,2024-03-01,,1")
    payment = rows_of(book, "payments")[0]
    assert (str(payment["received_on"]), payment["method"]) == ("2024-02-01", "day_unknown")


def test_derived_rows_are_not_counted_as_read(opened):
    book = opened("I,A,EUR,100.00,2024-01-01,2024-01-31,2024-02-05,")
    assert RowTotals("payments", 0, 0, derived=1) in book.rows
    assert {"payments", "allocations"} <= book.book.present


def test_without_such_columns_nobody_is_said_to_have_paid_or_not(opened):
    book = opened(
        "I,A,EUR,100.00,2024-01-01,2024-01-31",
        header="invoice_id,account_id,currency,amount,issued_on,due_on",
    )
    assert book.book.present == {"invoices"}


def test_beside_payments_such_columns_are_only_noted(opened, tmp_path):
    (tmp_path / "payments.csv").write_text("payment_id,currency,amount,received_on\n")
    book = opened("I,A,EUR,100.00,2024-01-01,2024-01-31,2024-02-05,0")
    unknown = [found.column for found in book.findings if found.code == "unknown_column"]
    assert unknown == ["paid_on", "open_amount"]
    assert rows_of(book, "payments") == []


def test_a_book_of_no_invoices_has_no_payments_either(opened):
    assert rows_of(opened(), "payments") == []
