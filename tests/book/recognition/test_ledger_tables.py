"""Are payments, credit notes and disputes derived from what the lines say, and said to be so?"""

from __future__ import annotations

from datetime import date

import pytest
from tests.book.recognition.reading import column, counts, invoices

from duly.book.recognition import Shape

BASE = "Customer ID,Invoice No,Invoice Date,Due Date,Amount"


def test_a_day_of_payment_settles_the_invoice(read):
    found = read(f"{BASE},Paid Date", "C1,1,2024-01-02,2024-02-01,50.00,2024-02-03")
    assert found.shape is Shape.INVOICES
    assert column(found, "payments", "payment_id") == ["PAY-1"]
    assert column(found, "payments", "received_on") == [date(2024, 2, 3)]
    assert column(found, "allocations", "amount_units") == [5000]
    assert counts(found)["derived_payments"] == 1


def test_an_unpaid_line_gets_no_payment(read):
    found = read(
        f"{BASE},Paid Date",
        "C1,1,2024-01-02,2024-02-01,50.00,2024-02-03",
        "C1,2,2024-01-02,2024-02-01,60.00,",
    )
    assert column(found, "payments", "payment_id") == ["PAY-1"]


def test_only_an_open_amount_is_the_amount(read):
    found = read(
        "Customer ID,Invoice No,Invoice Date,Due Date,Open Amount",
        "C1,1,2024-01-02,2024-02-01,50.00",
    )
    assert found.shape is Shape.OPEN_ITEMS
    assert column(found, "invoices", "amount_units") == [5000]
    assert "payments" not in found.tables
    assert "amount_is_open_amount" in counts(found)


def test_what_is_not_open_any_more_was_paid_at_the_due_date_at_the_latest(read):
    found = read(
        "As at 15/01/2024",
        f"{BASE},Open Amount",
        "C1,1,02/01/2024,13/02/2024,50.00,20.00",
        "C1,2,02/01/2024,13/01/2024,50.00,50.00",
        "C1,3,02/01/2024,10/01/2024,50.00,45.00",
    )
    assert column(found, "payments", "amount_units") == [3000, 500]
    assert column(found, "payments", "received_on") == [date(2024, 1, 15), date(2024, 1, 10)]
    assert counts(found)["assumed_payment_date"] == 2


def test_a_paid_amount_is_as_good_as_an_open_one(read):
    found = read(f"{BASE},Paid Amount", "C1,1,2024-01-02,2024-02-01,50.00,50.00")
    assert found.shape is Shape.INVOICES
    assert column(found, "payments", "amount_units") == [5000]


@pytest.mark.parametrize(("open_amount", "code"), [("80.00", "beyond"), ("abc", "unreadable")])
def test_an_open_amount_that_makes_no_sense_settles_nothing(read, open_amount: str, code: str):
    lines = [f"C1,{n},2024-01-02,2024-02-01,50.00,10.00" for n in range(2, 6)]
    found = read(f"{BASE},Open Amount", f"C1,1,2024-01-02,2024-02-01,50.00,{open_amount}", *lines)
    assert column(found, "payments", "payment_id") == ["PAY-2", "PAY-3", "PAY-4", "PAY-5"]
    assert any(code in name for name in counts(found))


@pytest.mark.parametrize(
    ("header", "value", "paid"),
    [("Days to settle", 13, date(2024, 1, 15)), ("Days late", 2, date(2024, 2, 3))],
)
def test_the_day_of_payment_follows_from_a_number_of_days(
    read, header: str, value: int, paid: date
):
    found = read(f"{BASE},{header}", f"C1,1,2024-01-02,2024-02-01,50.00,{value}")
    assert column(found, "payments", "received_on") == [paid]
    assert counts(found)["derived_payment_date"] == 1


def test_days_overdue_of_open_items_tell_the_day_of_the_report_instead(read):
    lines = [f"C1,{n},2024-01-02,2024-02-{n:02},50.00,{30 - n}" for n in range(1, 6)]
    found = read(f"{BASE},Days late", *lines)
    assert (found.as_of, found.as_of_reason) == (date(2024, 3, 1), "days_overdue")
    assert "payments" not in found.tables


@pytest.mark.parametrize(
    ("kind", "amount", "booked", "units"),
    [
        ("Invoice", "50.00", "invoice", 5000),
        ("Invoice", "-50.00", "credit_note", -5000),
        ("Credit Note", "-50.00", "credit_note", -5000),
        ("Credit Note", "50.00", "credit_note", -5000),
        ("Debit Note", "50.00", "debit_note", 5000),
        ("Whatever", "50.00", "invoice", 5000),
        ("", "-50.00", "credit_note", -5000),
    ],
)
def test_the_kind_of_a_line(read, kind: str, amount: str, booked: str, units: int):
    found = read(
        f"{BASE},Document Type",
        f"C1,1,2024-01-02,2024-02-01,{amount},{kind}",
        "C1,2,2024-01-02,2024-02-01,70.00,Invoice",
        "C1,3,2024-01-02,2024-02-01,80.00,Invoice",
    )
    assert invoices(found, "kind", "amount_units")[0] == (booked, units)


def test_a_credit_note_with_the_rare_sign_stays_as_it_is_written(read):
    credit = [f"C1,{n},2024-01-02,2024-02-01,-70.00,Credit Note" for n in range(2, 5)]
    lines = ["C1,1,2024-01-02,2024-02-01,50.00,Credit Note", *credit]
    found = read(f"{BASE},Document Type", *lines)
    assert invoices(found, "kind", "amount_units")[0] == ("invoice", 5000)


def test_a_payment_on_account_becomes_a_payment_without_invoice(read):
    found = read(
        f"{BASE},Document Type",
        "C1,1,2024-01-02,2024-02-01,50.00,Invoice",
        "C1,P7,2024-01-09,2024-01-09,-20.00,Payment",
    )
    assert column(found, "invoices", "invoice_id") == ["1"]
    assert column(found, "payments", "amount_units") == [2000]
    assert found.tables["allocations"].num_rows == 0
    assert found.money[0].accepted_units == 3000


def test_only_the_rest_of_a_payment_is_unapplied(read):
    found = read(
        f"{BASE},Open Amount,Document Type",
        "C1,1,2024-01-02,2024-02-01,50.00,40.00,Invoice",
        "C1,P7,2024-01-09,2024-01-09,-30.00,-20.00,Payment",
    )
    assert sorted(column(found, "payments", "amount_units")) == [1000, 2000]


def test_a_credit_entry_under_an_invoice_number_pays_that_invoice(read):
    found = read(
        "Customer ID,Invoice No,Invoice Date,Due Date,Debit,Credit",
        "C1,1,2024-01-02,2024-02-01,50.00,",
        "C1,1,2024-01-20,2024-01-20,,30.00",
        "C1,2,2024-01-21,2024-01-21,,5.00",
    )
    assert invoices(found, "kind", "amount_units") == [("invoice", 5000), ("credit_note", -500)]
    assert column(found, "allocations", "invoice_id") == ["1"]
    assert column(found, "allocations", "amount_units") == [3000]


def test_a_sign_column_makes_credit_lines_negative(read):
    found = read(
        "Konto;Rechnungs-Nr.;Datum;Fälligkeit;Betrag;S/H",
        "10001;1;02.01.2024;01.02.2024;50,00;S",
        "10001;2;02.01.2024;01.02.2024;20,00;H",
    )
    assert column(found, "invoices", "amount_units") == [5000, -2000]


def test_disputes_last_from_the_invoice_to_the_payment(read):
    found = read(
        f"{BASE},Paid Date,Disputed,Dispute Reason",
        "C1,1,2024-01-02,2024-02-01,50.00,2024-02-03,Yes,Price",
        "C1,2,2024-01-02,2024-02-01,60.00,,No,",
        "C1,3,2024-01-02,2024-02-01,70.00,,,",
    )
    assert column(found, "disputes", "dispute_id") == ["DIS-1"]
    assert column(found, "disputes", "reason") == ["Price"]
    assert column(found, "disputes", "opened_on") == [date(2024, 1, 2)]
    assert column(found, "disputes", "closed_on") == [date(2024, 2, 3)]


def test_without_disputed_lines_nothing_is_said_of_disputes(read):
    found = read(f"{BASE},Disputed", "C1,1,2024-01-02,2024-02-01,50.00,No")
    assert found.tables["disputes"].num_rows == 0
    assert "derived_dispute_dates" not in counts(found)


def test_a_settled_file_whose_only_amount_is_called_open(read):
    header = "Customer ID,Invoice No,Invoice Date,Due Date,Total Open Amount,Clear Date"
    found = read(header, "C1,1,2024-01-02,2024-02-01,50.00,2024-02-03")
    assert found.guesses[4].book == "amount"
    assert column(found, "payments", "amount_units") == [5000]
