"""Do reports of ageing buckets become invoices due in their bucket?"""

from __future__ import annotations

from datetime import date

import pytest
from tests.book.recognition.reading import column, counts, invoices, set_aside

from duly.book.findings import BadInput
from duly.book.recognition import Shape

HEADER = "Invoice No,Invoice Date,Due Date,Amount"


def test_buckets_of_each_invoice_add_up_to_its_amount(read):
    found = read(
        f"Customer,{HEADER.removesuffix(',Amount')},Current,1-30 days,31-60 days",
        "Acme,1,2024-01-02,2024-02-01,5.00,,",
        "Acme,2,2023-12-02,2024-01-01,,1.00,2.00",
        "Acme,3,2023-12-02,2024-01-01,,,",
        "Acme,4,2023-12-02,2024-01-01,x,,",
    )
    assert invoices(found, "invoice_id", "amount_units") == [("1", 500), ("2", 300)]
    assert set_aside(found) == [(4, "missing_amount"), (5, "unreadable_amount")]
    assert found.shape is Shape.OPEN_ITEMS


def test_buckets_per_customer_become_invoices_due_in_the_bucket(read):
    found = read(
        "As at 30/06/2024",
        "Customer,Terms,Balance,Future,Current,1-30,31-60,Older",
        "Acme,30,16.00,1.00,5.00,0.00,10.00,",
        "Beta,30,-9.00,,,,,-9.00",
        "Gone,30,0.00,,,,,",
        "Bad,30,0.00,,x,,,",
        "Odd,30,99.00,,1.00,,,",
    )
    assert found.shape is Shape.BUCKETS
    assert sorted(column(found, "invoices", "invoice_id"))[:2] == [
        "Acme-31-60-3",
        "Acme-current.4-3",
    ]
    due = dict(invoices(found, "invoice_id", "due_on"))
    assert due["Acme-31-60-3"] == date(2024, 5, 16)
    assert due["Beta-61+-4"] == date(2024, 4, 30)
    issued = dict(invoices(found, "invoice_id", "issued_on"))
    assert issued["Acme-current.5-3"] == date(2024, 5, 31)
    assert set_aside(found) == [(6, "unreadable_amount")]
    assert counts(found)["buckets_differ_from_balance"] == 1


def test_a_report_of_buckets_takes_the_day_it_is_given(read):
    lines = ("Customer,Current,1-30", "Acme,5.00,1.00")
    assert read(*lines, as_of=date(2024, 1, 31)).as_of_reason == "given"


def test_columns_called_like_buckets_that_hold_text_are_none(read):
    found = read(f"Customer,{HEADER},Current,1-30", "Acme,1,2024-01-02,2024-02-01,5.00,yes,no")
    assert found.shape is Shape.OPEN_ITEMS


MONTHS = (
    "Customer,October,September,August,Older",
    "Acme,1.00,2.00,3.00,4.00",
    "Beta,0.00,20.00,0.00,0.00",
)


def test_months_are_buckets_seen_from_the_day_asked_for(read):
    found = read(*MONTHS, as_of=date(2026, 10, 31))
    assert found.shape is Shape.BUCKETS
    assert [guess.book for guess in found.guesses[1:]] == [
        "bucket:current", "bucket:31-60", "bucket:61-91", "bucket:92+",
    ]  # fmt: skip


def test_months_without_a_day_are_no_buckets(read):
    with pytest.raises(BadInput):
        read(*MONTHS)
