"""Is every line either booked or set aside with its reason, and is every doubt noted?"""

from __future__ import annotations

from datetime import date

import pytest
from tests.book.recognition.reading import column, counts, invoices, set_aside

BASE = "Customer ID,Invoice No,Invoice Date,Due Date,Amount,Currency"
GOOD = tuple(f"C1,{n},2024-01-0{n},2024-02-0{n},5{n}.00,EUR" for n in range(1, 6))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (",9,2024-01-02,2024-02-01,5.00,EUR", "missing_account"),
        ("C1,9,,,5.00,EUR", "missing_date"),
        ("C1,9,2024-02-30,2024-03-01,5.00,EUR", "impossible_date"),
        ("C1,9,2024-01-02,soon,5.00,EUR", "impossible_date"),
        ("C1,9,2024-01-02,2024-02-01,,EUR", "missing_amount"),
        ("C1,9,2024-01-02,2024-02-01,1e999,EUR", "unreadable_amount"),
        ("C1,9,2024-01-02,2024-02-01,NaN,EUR", "unreadable_amount"),
        ("C1,9,2024-01-02,2024-02-01,5.001,EUR", "too_precise_amount"),
        ("C1,9,2024-01-02,2024-02-01,5.00,QQQ", "unknown_currency"),
        (GOOD[0], "duplicate_row"),
    ],
)
def test_a_line_is_set_aside_for_its_first_reason(read, line: str, code: str):
    found = read(BASE, *GOOD, line)
    assert set_aside(found) == [(7, code)]
    assert (found.rows.read, found.rows.accepted, found.rows.set_aside) == (6, 5, 1)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("C1,9,2024-02-02,2024-01-01,5.00,EUR", "due_before_issue"),
        ("C1,9,2024-01-02,2024-02-01,0.00,EUR", "zero_amount"),
        ("C1,9,2024-01-02,2024-02-01,-5.00,EUR", "credit_note_by_sign"),
        ("C1,9,2024-01-02,2024-02-01,5.00,USD", "mixed_currencies"),
        ("C1,9,2024-01-02,2024-02-01,5.00,", "assumed_currency"),
        ("C1,9,2024-01-02,,5.00,EUR", "derived_due_date"),
        ("C1,9,,2024-02-01,5.00,EUR", "derived_issue_date"),
        ("C1,,2024-01-02,2024-02-01,5.00,EUR", "derived_invoice_id"),
        ("C1,1,2024-01-02,2024-02-01,5.00,EUR", "repeated_invoice_id"),
    ],
)
def test_a_doubt_is_noted_and_the_line_booked(read, line: str, code: str):
    found = read(BASE, *GOOD, line)
    assert found.rows.accepted == 6
    assert code in counts(found)


def test_of_good_lines_nothing_is_noted(read):
    assert counts(read(BASE, *GOOD)) == {}


def test_blank_currencies_among_several_are_not_assumed(read):
    found = read(
        BASE, *GOOD, "C1,8,2024-01-02,2024-02-01,5.00,USD", "C1,9,2024-01-02,2024-02-01,5.00,"
    )
    assert set_aside(found) == [(8, "unknown_currency")]


def test_a_due_date_that_is_missing_follows_the_commonest_terms(read):
    found = read(BASE, *GOOD, "C1,9,2024-03-01,,5.00,EUR")
    assert column(found, "invoices", "due_on")[-1] == date(2024, 4, 1)


@pytest.mark.parametrize(
    ("header", "line", "due"),
    [
        ("Terms", "Net 45", date(2024, 2, 16)),
        ("Notes", "-", date(2024, 1, 2)),
    ],
)
def test_without_any_due_date_the_terms_decide(read, header: str, line: str, due: date):
    found = read(
        f"Customer ID,Invoice No,Invoice Date,Amount,{header}", f"C1,1,2024-01-02,5.00,{line}"
    )
    assert column(found, "invoices", "due_on") == [due]


def test_a_repeated_number_gets_a_suffix_and_keeps_its_line(read):
    found = read(
        BASE,
        "C1,1,2024-01-02,2024-02-01,5.00,EUR",
        "C1,1,2024-01-02,2024-03-01,5.00,EUR",
        "C1,1#2,2024-01-02,2024-03-01,7.00,EUR",
        "C2,1,2024-01-02,2024-03-01,6.00,EUR",
    )
    assert column(found, "invoices", "invoice_id") == ["1", "1#3", "1#2", "1#4"]


def test_derived_numbers_are_the_same_on_every_reading(read):
    lines = ("C1,,2024-01-02,2024-02-01,5.00,EUR", "C1,,2024-01-02,2024-02-01,6.00,EUR")
    ids = ["C1-20240102-1", "C1-20240102-2"]
    assert column(read(BASE, *lines), "invoices", "invoice_id") == ids
    assert column(read(BASE, *lines), "invoices", "invoice_id") == ids


def test_lines_that_differ_only_in_their_own_number_are_duplicates(read):
    found = read(f"Line,{BASE}", *(f"{n},{GOOD[0]}" for n in range(1, 4)))
    assert set_aside(found) == [(3, "duplicate_row"), (4, "duplicate_row")]


def test_the_name_that_an_account_mostly_has_is_kept(read):
    lines = [
        f"C1,{name},{n},2024-01-02,2024-02-01,5.00"
        for n, name in enumerate(["Acme", "ACME Ltd", "ACME Ltd"])
    ]
    found = read("Customer ID,Customer Name,Invoice No,Invoice Date,Due Date,Amount", *lines)
    assert column(found, "accounts", "name") == ["ACME Ltd"]
    assert counts(found)["several_names"] == 1


def test_what_lines_say_of_their_customer_becomes_an_account(read):
    found = read(
        f"{BASE},Country,Terms,Credit Limit,Email,VAT No.",
        "C1,1,2024-01-02,2024-02-01,5.00,EUR,Germany,30,1000.00,a@b.example,DE123456789",
        "C1,2,2024-01-02,2024-02-01,6.00,EUR,DE,45,1000.00,a@b.example,DE123456789",
        "C1,3,2024-01-02,2024-02-01,7.00,EUR,Atlantis,30,1000.00,a@b.example,DE123456789",
    )
    account = found.tables["accounts"].to_pylist()[0]
    assert (account["country"], account["terms_days"]) == ("DE", 30)
    assert (account["credit_limit_units"], account["email"]) == (100000, "a@b.example")
    assert counts(found)["unknown_country"] == 1


@pytest.mark.parametrize(
    ("header", "above", "cell", "options", "currency", "source"),
    [
        ("Amount", "", "5.00", {}, "XXX", "none"),
        ("Amount", "", "5.00", {"default_currency": "GBP"}, "GBP", "given"),
        ("Amount (USD)", "", "5.00", {}, "USD", "header"),
        ("Amount", "All amounts in CHF", "5.00", {}, "CHF", "preamble"),
        ("Amount", "EUR and USD", "5.00", {}, "XXX", "none"),
        ("Amount", "", "£5.00", {}, "GBP", "cells"),
    ],
)
def test_where_the_currency_comes_from(read, header, above, cell, options, currency, source):
    lines = (
        "Customer ID,Invoice No,Invoice Date,Due Date," + header,
        f"C1,1,2024-01-02,2024-02-01,{cell}",
    )
    found = read(above or "List", *lines, **options)
    assert column(found, "invoices", "currency") == [currency]
    assert found.layout.currency_source == source


def test_an_amount_far_from_the_others_is_noted(read):
    lines = [f"C1,{n},2024-01-02,2024-02-01,{100 + n}.00,EUR" for n in range(40)]
    found = read(BASE, *lines, "C1,99,2024-01-02,2024-02-01,9000000.00,EUR")
    assert counts(found)["outlier_amount"] == 1


def test_equal_amounts_are_no_outliers(read):
    lines = [f"C1,{n},2024-01-02,2024-02-01,100.00,EUR" for n in range(40)]
    assert counts(read(BASE, *lines)) == {}


@pytest.mark.parametrize(
    ("above", "options", "as_of", "reason"),
    [
        ("List", {}, date(2024, 1, 5), "latest_event"),
        ("As at 30 June 2024", {}, date(2024, 6, 30), "printed"),
        ("Period 01/01/2024 to 31/03/2024", {}, date(2024, 3, 31), "printed"),
        ("Printed on 05/07/2024", {}, date(2024, 7, 5), "printed"),
        (
            "A long line about the contract of 05/07/2024 with a customer",
            {},
            date(2024, 1, 5),
            "latest_event",
        ),
        ("30.06.2024", {}, date(2024, 6, 30), "printed"),
        ("As at 30 June 2024", {"as_of": date(2024, 5, 1)}, date(2024, 5, 1), "given"),
    ],
)
def test_the_day_of_the_report(read, above: str, options: dict, as_of: date, reason: str):
    found = read(above, BASE, *GOOD, **options)
    assert (found.as_of, found.as_of_reason) == (as_of, reason)


def test_a_stray_year_does_not_become_the_day_of_the_report(read):
    lines = [f"C1,A{n},2024-01-0{1 + n % 5},2024-02-01,5{n}.00,EUR" for n in range(120)]
    found = read(BASE, *lines, "C1,9,2042-01-02,2042-02-01,5.00,EUR")
    assert found.as_of == date(2024, 1, 5)
    assert counts(found)["future_issue_date"] == 1


def test_events_after_the_day_of_the_report_are_noted(read):
    found = read(f"{BASE},Paid Date", f"{GOOD[0]},2024-03-01", as_of=date(2023, 12, 1))
    assert {"future_issue_date", "future_payment_date"} <= counts(found).keys()


def test_a_payment_before_the_invoice_is_noted(read):
    found = read(f"{BASE},Paid Date", f"{GOOD[0]},2023-12-24")
    assert counts(found)["payment_before_issue"] == 1


def test_money_of_lines_set_aside_is_counted_where_it_can_be_read(read):
    found = read(BASE, *GOOD, GOOD[0], "C1,9,2024-01-02,2024-02-01,x,EUR")
    total = found.money[0]
    assert (total.set_aside_units, total.unreadable) == (5100, 1)
    assert total.read_units == total.accepted_units + total.set_aside_units


def test_ambiguous_dates_and_numbers_are_reported(read):
    found = read(
        "Customer ID,Invoice No,Invoice Date,Due Date,Amount",
        'C1,1,02/03/2024,04/05/2024,"1,234"',
        'C1,2,02/03/2024,04/05/2024,"2,500"',
    )
    assert {"ambiguous_date_order", "ambiguous_number_format"} <= counts(found).keys()
    assert column(found, "invoices", "amount_units") == [123400, 250000]


def test_a_better_evidenced_due_date_is_chosen_and_the_other_reported(read):
    header = "Customer ID,Invoice No,Invoice Date,Due Date,Due Date,Amount"
    lines = [
        f"C1,{n},2024-03-{n:02},20{10 + n}-01-{n:02},2024-04-{n - 1:02},5.00" for n in range(2, 9)
    ]
    found = read(header, *lines)
    assert found.guesses[4].book == "due_on"
    assert counts(found)["ambiguous_column"] == 1


def test_two_equal_columns_of_due_dates_do_no_harm(read):
    header = "Customer ID,Invoice No,Invoice Date,Due Date,Due Date,Amount"
    found = read(header, "C1,1,2024-01-02,2024-02-01,2024-02-01,5.00")
    assert invoices(found, "due_on") == [(date(2024, 2, 1),)]


def test_two_different_due_dates_without_an_invoice_date_cannot_be_settled(read):
    from duly.book.findings import BadInput

    with pytest.raises(BadInput, match="both look like the due date"):
        read("Customer ID,Invoice No,Due Date,Due Date,Amount", "C1,1,2024-01-02,2024-02-01,5.00")


@pytest.mark.parametrize(("options", "home"), [({}, "XXX"), ({"default_currency": "EUR"}, "EUR")])
def test_mostly_blank_currencies_mean_the_home_currency(read, options: dict, home: str):
    lines = [f"C1,{n},2024-01-0{n},2024-02-0{n},5{n}.00," for n in range(1, 6)]
    found = read(BASE, *lines, "C1,9,2024-01-02,2024-02-01,5.00,USD", **options)
    assert column(found, "invoices", "currency") == [home] * 5 + ["USD"]
    assert counts(found)["assumed_currency"] == 5


def test_the_only_column_that_might_be_the_customer_is_taken(read):
    found = read("Client contact person,Invoice No,Due Date,Amount", "Acme,1,2024-02-01,5.25")
    assert column(found, "accounts", "name") == ["Acme"]
