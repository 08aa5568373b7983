"""Workbooks: cells become the text a CSV file would have."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time

import pytest
import xlsxwriter

from duly.book.findings import BadInput
from duly.book.reading import open_book, workbook
from duly.book.reading.workbook import cell_text, read_sheet, sheet_names


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("007", "007"),
        ("", ""),
        (1001.0, "1001"),
        (1234.5, "1234.5"),
        (0.1 + 0.2, "0.3"),
        (-0.01, "-0.01"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2024, 1, 5), "2024-01-05"),
        (datetime.combine(date(2024, 1, 5), time()), "2024-01-05"),
        (datetime.combine(date(2024, 1, 5), time(12, 30)), "2024-01-05T12:30:00"),
        (time(12, 30), "12:30:00"),
    ],
)
def test_a_cell_is_written_as_canonical_text(cell, text):
    assert cell_text(cell) == text


@pytest.fixture
def sheet(tmp_path):
    def with_rows(*rows):
        path = tmp_path / "book.xlsx"
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet("invoices")
            for number, row in rows:
                page.write_row(number - 1, 0, row)
        return path

    return with_rows


def test_rows_are_numbered_as_the_sheet_numbers_them(sheet):
    path = sheet((3, ["a", "b"]), (4, ["1", 2]), (6, ["3"]), (7, ["4", "5", "6"]))
    rows = read_sheet(path, "invoices")
    assert (rows.header, rows.numbers.to_pylist()) == (("a", "b"), [4, 6])
    assert rows.cells.to_pylist() == [{"f0": "1", "f1": "2"}, {"f0": "3", "f1": None}]
    assert (rows.blank_rows, [line.row for line in rows.bad_lines]) == ((5,), [7])


def test_a_sheet_with_a_header_only_has_no_rows(sheet):
    assert read_sheet(sheet((1, ["a", "b"])), "invoices").cells.num_rows == 0


def test_an_empty_sheet_is_refused(sheet):
    with pytest.raises(BadInput, match="invoices is empty"):
        read_sheet(sheet(), "invoices")


def test_a_book_is_opened_from_a_workbook(sheet, engine):
    header = ["invoice_id", "account_id", "currency", "amount", "issued_on", "due_on"]
    path = sheet((1, header), (2, ["1", "A", "EUR", 10.5, "2024-01-01", "2024-01-31"]))
    book = open_book(path, engine=engine)
    rows = engine.fetch(book.book.invoices).to_pylist()
    assert [(row["invoice_id"], row["amount_units"]) for row in rows] == [("1", 1050)]


def test_what_is_no_workbook_is_refused(tmp_path):
    (tmp_path / "b.xlsx").write_bytes(b"no zip")
    with pytest.raises(BadInput, match="not a readable"):
        sheet_names(tmp_path / "b.xlsx")


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("a.txt", "text")
    with pytest.raises(BadInput, match="not a readable"):
        sheet_names(tmp_path / "b.xlsx")


def test_a_workbook_that_unpacks_too_large_is_refused(sheet, monkeypatch):
    path = sheet((1, ["a"]))
    monkeypatch.setattr(workbook, "MAX_UNPACKED_BYTES", 100)
    with pytest.raises(BadInput, match="too large for a workbook"):
        sheet_names(path)


def test_a_sheet_that_is_not_there_is_refused(sheet):
    with pytest.raises(BadInput, match="sheet payments cannot be read"):
        read_sheet(sheet((1, ["a"])), "payments")
