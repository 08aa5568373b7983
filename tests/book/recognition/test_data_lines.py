"""Is the customer found who stands above the lines, not on them?"""

from __future__ import annotations

import pytest
from tests.book.recognition.reading import column, counts, set_aside

HEADER = "Invoice No,Invoice Date,Due Date,Amount"


def test_a_customer_in_a_heading_above_its_lines(read):
    found = read(
        HEADER,
        "Acme Ltd (A01)",
        "1,2024-01-02,2024-02-01,5.00",
        "Beta plc (B02)",
        "2,2024-01-02,2024-02-01,6.00",
        "3,2024-01-02,2024-02-01,7.00",
    )
    assert column(found, "invoices", "account_id") == ["A01", "B02", "B02"]
    assert column(found, "accounts", "name") == ["Acme Ltd", "Beta plc"]
    assert found.layout.grouped


def test_a_name_with_a_digit_is_not_torn_apart(read):
    found = read(
        HEADER,
        "3M Company",
        "1,2024-01-02,2024-02-01,5.00",
        "Beta plc",
        "2,2024-01-02,2024-02-01,6.00",
    )
    assert column(found, "invoices", "account_id") == ["3M Company", "Beta plc"]


@pytest.mark.parametrize(
    ("heading", "account"),
    [
        ("Customer: Acme Ltd", "Acme Ltd"),
        ("Customer 10001 Acme Ltd", "10001"),
        ("Kunde: 10001", "10001"),
        ("10001,Acme Ltd", "10001"),
        ("Customer:,Acme Ltd", "Acme Ltd"),
        ("Contact person: someone", "someone"),
        ("Acme: the best", "Acme: the best"),
    ],
)
def test_the_ways_in_which_a_heading_names_a_customer(read, heading: str, account: str):
    found = read(HEADER, heading, "1,2024-01-02,2024-02-01,5.00")
    assert column(found, "invoices", "account_id") == [account]


def test_lines_above_the_first_heading_have_no_customer(read):
    found = read(HEADER, "1,2024-01-02,2024-02-01,5.00", "Acme", "2,2024-01-02,2024-02-01,6.00")
    assert set_aside(found) == [(2, "missing_account")]


def test_of_heading_and_address_the_heading_is_the_customer(read):
    found = read(
        HEADER,
        "Acme Ltd",
        "1 High Street",
        "1,2024-01-02,2024-02-01,5.00",
        "Beta plc",
        "2 Low Road",
        "2,2024-01-02,2024-02-01,6.00",
    )
    assert column(found, "accounts", "account_id") == ["Acme Ltd", "Beta plc"]
    assert counts(found)["text_line"] == 2


def test_of_region_and_customer_the_customer_is_the_last(read):
    found = read(
        HEADER,
        "Region North",
        "Acme Ltd",
        "1,2024-01-02,2024-02-01,5.00",
        "Beta plc",
        "2,2024-01-02,2024-02-01,6.00",
        "End of report",
    )
    assert column(found, "accounts", "account_id") == ["Acme Ltd", "Beta plc"]


def test_a_heading_that_carries_the_sum_of_its_lines(read):
    found = read(
        "Name," + HEADER,
        "Acme Ltd,,,,11.00",
        ",1,2024-01-02,2024-02-01,5.00",
        ",2,2024-01-02,2024-02-01,6.00",
        "Beta plc,,,,7.00",
        ",3,2024-01-02,2024-02-01,7.00",
    )
    assert column(found, "invoices", "account_id") == ["Acme Ltd", "Acme Ltd", "Beta plc"]
    assert found.rows.read == 3


def test_a_customer_named_on_its_first_line_only(read):
    found = read(
        f"Customer,{HEADER}",
        "Acme,1,2024-01-02,2024-02-01,5.00",
        ",2,2024-01-02,2024-02-01,6.00",
        "Beta,3,2024-01-02,2024-02-01,7.00",
    )
    assert column(found, "invoices", "account_id") == ["Acme", "Acme", "Beta"]
    assert "customer_from_line_above" in counts(found)


def test_a_gap_among_repeated_customers_is_no_block(read):
    lines = [f"Acme,{n},2024-01-02,2024-02-01,5.00" for n in range(5)]
    found = read(f"Customer,{HEADER}", *lines, ",9,2024-01-02,2024-02-01,6.00")
    assert set_aside(found) == [(7, "missing_account")]
