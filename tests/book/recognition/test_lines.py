"""Are totals, blank lines and repeated headers told from data?"""

from __future__ import annotations

import pytest
from tests.book.recognition.reading import counts, set_aside

HEADER = "Invoice No,Invoice Date,Due Date,Amount"


@pytest.mark.parametrize(
    "total",
    [
        "Total,,,,11.00",
        ",,,,11.00",
        "Total Acme,,,,11.00",
        "Acme - Summe,,,,99.00",
        "TOTAUX,,,,11.00",
    ],
)
def test_totals_are_no_data(read, total: str):
    found = read(
        f"Customer,{HEADER}",
        "Acme,1,2024-01-02,2024-02-01,5.00",
        "Acme,2,2024-01-02,2024-02-01,6.00",
        total,
    )
    assert (found.rows.read, counts(found)["total_line"]) == (2, 1)


def test_an_undated_line_that_is_no_sum_is_data_without_a_date(read):
    lines = [f"Acme,{n},2024-01-02,2024-02-01,5.00" for n in range(4)]
    found = read(f"Customer,{HEADER}", *lines, "Acme,9,,,11.11")
    assert set_aside(found) == [(6, "missing_date")]


@pytest.mark.parametrize(
    ("last", "read_rows"),
    [("Total,,9.00,3.00", 2), (",,9.00,3.00", 2), ("Total Energies,T1,1.00,1.00", 3)],
)
def test_totals_of_a_report_of_buckets(read, last: str, read_rows: int):
    found = read(
        "As at 30/06/2024",
        "Customer,Customer No,Current,1-30",
        "Acme,A1,5.00,1.00",
        "Beta,B1,4.00,2.00",
        last,
    )
    assert found.rows.read == read_rows


def test_repeated_headers_page_numbers_and_blank_lines(read):
    head = f"Customer,{HEADER}"
    found = read(
        head,
        "Acme,1,2024-01-02,2024-02-01,5.00",
        "",
        "Page 1 of 2",
        head,
        "Acme,2,2024-01-02,2024-02-01,6.00",
        "Page 2 of 2",
    )
    assert found.rows.read == 2
    assert counts(found) | {"no_currency": 0, "derived_account_id": 0} == {
        "blank_line": 1,
        "text_line": 2,
        "repeated_header": 1,
        "no_currency": 0,
        "derived_account_id": 0,
    }
