"""Are headings, totals, blank lines and repeated headers told from data?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from tests.book.recognition.reading import column, counts, invoices, mapping, set_aside

from duly.book.recognition import Shape, recognise

NAMES = ("Acme Ltd", "Beta Trading plc", "Gamma & Sons")
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


def test_two_header_lines_are_joined(read):
    found = read(
        "Customer,,Invoice,,,Amount",
        "No,Name,No,Date,Due date,Gross",
        "C1,Acme,1,2024-01-02,2024-02-01,5.00",
    )
    assert mapping(found) == {
        "Customer No": "account_id",
        "Customer Name": "name",
        "Invoice No": "invoice_id",
        "Invoice Date": "issued_on",
        "Due date": "due_on",
        "Amount Gross": "amount",
    }
    assert (found.layout.header_row, found.layout.header_lines) == (1, 2)


def test_group_titles_above_the_headers(read):
    found = read(
        ",,Invoice,,",
        "Customer No,Name,Number,Date,Amount",
        "C1,Acme,1,2024-01-02,5.00",
    )
    assert mapping(found)["Invoice Number"] == "invoice_id"


def test_the_title_of_a_report_is_no_header(read):
    found = read("Invoices", f"Customer,{HEADER}", "Acme,1,2024-01-02,2024-02-01,5.00")
    assert found.layout.header_row == 2


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


def test_without_headers_the_cells_decide(read):
    lines = [
        f"C{n % 3},{NAMES[n % 3]},INV{n},2024-01-0{n},2024-02-0{n},{n}5.50" for n in range(1, 7)
    ]
    found = read(*lines)
    assert [guess.book for guess in found.guesses] == [
        "account_id",
        "name",
        "invoice_id",
        "issued_on",
        "due_on",
        "amount",
    ]
    assert all(guess.confidence <= 0.6 for guess in found.guesses)
    assert counts(found)["no_headers"] == 1


def test_an_unknown_header_is_read_by_its_cells_where_it_is_needed(read):
    found = read(
        "Customer,Invoice No,Due Date,Zorp", "Acme,1,2024-02-01,5.25", "Beta,2,2024-02-02,6.75"
    )
    assert mapping(found)["Zorp"] == "amount"


def test_a_net_amount_is_taken_if_there_is_no_other(read):
    found = read("Customer,Invoice No,Due Date,Net amount", "Acme,1,2024-02-01,5.25")
    assert mapping(found)["Net amount"] == "amount"


def test_a_running_balance_is_no_amount(read):
    lines = [
        f"Acme,{n},2024-01-02,2024-02-01,{n}.50,{sum(range(n + 1)) + n / 2:.2f}"
        for n in range(1, 9)
    ]
    found = read(f"Customer,{HEADER},Balance", *lines)
    assert found.guesses[-1].reason == "cumulative"


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "utf-32"],
)
def test_encodings(export, encoding: str, suffix: str):
    lines = [f"Müller Söhne é,{n},2024-01-02,2024-02-01,5.00" for n in range(5)]
    path = export(f"Kunde,{HEADER}", *lines, name=f"export.{suffix}", encoding=encoding)
    assert recognise(path).tables["accounts"].column("name")[0].as_py() == "Müller Söhne é"


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_delimiters(read, sign: str):
    line = sign.join(["Acme", "1", "2024-01-02", "2024-02-01", "5"])
    assert read(f"Customer,{HEADER}".replace(",", sign), line).layout.delimiter == sign


def test_the_delimiter_that_excel_writes_on_the_first_line(read):
    found = read("sep=#", f"Customer,{HEADER}".replace(",", "#"), "Acme#1#2024-01-02#2024-02-01#5")
    assert found.layout.delimiter == "#"


def test_a_quotation_mark_that_never_closes_is_a_sign_like_others(read):
    many = [f"Acme,{n},2024-01-02,2024-02-01,5.00" for n in range(5000)]
    found = read(f"Customer,{HEADER}", '"Acme 3,1,2024-01-02,2024-02-01,5.00', *many)
    assert found.rows.read == 5001


def test_a_parquet_file_of_foreign_shape(tmp_path: Path):
    path = tmp_path / "export.parquet"
    table = pa.table(
        {
            "customer": ["Acme", "Acme", " "],
            "invoice_no": [1, 2, 3],
            "invoice_date": pa.array([date(2024, 1, 2)] * 3),
            "due_date": pa.array([date(2024, 2, 1)] * 3).cast(pa.timestamp("us")),
            "amount": [5.5, 6.25, 7],
        }
    )
    pq.write_table(table, path)
    found = recognise(path)
    assert column(found, "invoices", "amount_units") == [550, 625]
    assert set_aside(found) == [(4, "missing_account")]


def test_a_parquet_file_without_columns(tmp_path: Path):
    from duly.book.findings import BadInput

    path = tmp_path / "export.parquet"
    pq.write_table(pa.table({}), path)
    with pytest.raises(BadInput, match="0 columns"):
        recognise(path)


def test_cells_of_a_workbook_keep_their_type(tmp_path: Path):
    path = tmp_path / "export.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.write_row(0, 0, ["Customer", *HEADER.split(","), "Disputed", "Open Amount"])
    for row in range(1, 4):
        sheet.write_row(row, 0, ["Acme", 1000 + row])
        sheet.write_datetime(row, 2, date(2024, 1, row), day)
        sheet.write_datetime(row, 3, date(2024, 2, row), day)
        sheet.write_row(row, 4, [1234.5, row == 1, "1.234,50"])
    book.close()
    found = recognise(path)
    assert column(found, "invoices", "invoice_id") == ["1001", "1002", "1003"]
    assert column(found, "invoices", "amount_units") == [123450] * 3
    assert column(found, "disputes", "dispute_id") == ["DIS-1001"]
    assert "payments" not in found.tables


def test_progress_is_told(export):
    told: list[tuple[str, float]] = []
    recognise(
        export(f"Customer,{HEADER}", "Acme,1,2024-01-02,2024-02-01,5.00"),
        progress=lambda stage, share: told.append((stage, share)),
    )
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert told[-1] == ("done", 1.0)
