"""Does every file that cannot be read end in one sentence that says what to do?"""

from __future__ import annotations

import contextlib
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from tests.book.hostile import unplaced

from duly.book.findings import BadInput
from duly.book.recognition import opening, recognise

HEADER = "Customer,Invoice No,Invoice Date,Due Date,Amount"


def refusal(path: Path, **options: object) -> str:
    with pytest.raises(BadInput) as refused:
        recognise(path, **options)  # type: ignore[arg-type]
    return str(refused.value)


def test_a_folder_is_no_export(tmp_path: Path):
    assert "is a folder" in refusal(tmp_path)


def test_a_file_that_is_not_there(tmp_path: Path):
    assert "There is no file" in refusal(tmp_path / "missing.csv")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n\n", "nothing but blank"),
        (b"\xfe\xff", "nothing but blank"),
        (b";;;\n;;;\n", "nothing but blank"),
        (b'"",""\n', "nothing but blank"),
        (HEADER.encode() + b"\n,,,,\n", "no lines of data"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "a JPEG picture"),
        (b"BM\x00\x01\x02\x00", "a bitmap picture"),
        (b"%PDF-1.7\nhello", "a PDF document"),
        (b"\x1f\x8b\x08\x00\x01", "a gzip archive"),
        (bytes(range(1, 32)) * 40, "not text"),
        (HEADER.encode(), "no lines of data"),
        (b"PK\x03\x04 not really", "damaged"),
        (b"PAR1 not really", "cannot be read as Parquet"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "cannot be read as a workbook"),
        (b"\xff\xfeA\x00B", "cannot be read as utf-16"),
        (b'"' + b"x" * 200_000, "more than 128 KB"),
        (b"," * 600 + b"\n", "601 columns"),
    ],
)
def test_files_that_are_no_table(tmp_path: Path, content: bytes, sentence: str):
    path = tmp_path / "invoices.csv"
    path.write_bytes(content)
    assert sentence in refusal(path)


def test_a_text_that_begins_like_a_picture_is_read(read):
    found = read(
        "BM Customer,Invoice No,Invoice Date,Due Date,Amount", "Acme,1,2024-01-02,2024-02-01,5"
    )
    assert found.rows.accepted == 1


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path):
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(opening.MAX_BYTES + 1)
    assert "1 GiB" in refusal(path)


def test_a_workbook_that_would_unpack_to_gigabytes(tmp_path: Path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(80 * 2**20))
    assert "would unpack to 80 MiB" in refusal(path)


def test_a_workbook_without_a_table(tmp_path: Path):
    path = tmp_path / "empty.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Notes")
    book.close()
    assert "no sheet with a table" in refusal(path)


def test_a_workbook_with_too_many_columns(tmp_path: Path):
    path = tmp_path / "wide.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Data").write_row(0, 0, list(range(600)))
    book.close()
    assert "of its 600 columns 512 can be read" in refusal(path)


def test_a_workbook_with_too_many_columns_that_do_not_say_where_they_stand(tmp_path: Path):
    assert "has 600 columns" in refusal(unplaced(tmp_path / "wide.xlsx", 600))


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (("Invoice No,Invoice Date,Due Date,Amount", "1,2024-01-02,2024-02-01,5.00"), "customer"),
        (("Customer,Invoice No,Invoice Date", "Acme,1,2024-01-02"), "No column of amounts"),
        (("Customer,Invoice No,Amount", "Acme,1,5.00"), "No column of dates"),
        (("Customer,Current,1-30 days,Total", "Acme,5.00,1.00,6.00"), "--as-of"),
        ((HEADER, "Acme,1,,,5.00"), "Not one line"),
    ],
)
def test_tables_that_lack_what_cannot_be_missed(export, lines, sentence: str):
    assert sentence in refusal(export(*lines))


def test_a_column_half_dates_and_half_text(export):
    lines = [f"Acme,{n},2024-01-02,{'soon' if n % 2 else '2024-02-01'},5.00" for n in range(8)]
    said = refusal(export(HEADER, *lines))
    assert "'Due Date' should hold dates, but 4 of its 8 cells are none ('soon'" in said


def test_two_columns_that_both_look_like_the_due_date(export):
    said = refusal(
        export(
            "Customer,Invoice No,Invoice Date,Due Date,Due Date,Amount",
            "Acme,1,2024-01-02,2024-02-01,2024-03-01,5.00",
            "Acme,2,2024-01-03,2024-02-02,2024-03-02,6.00",
        )
    )
    assert "'Due Date' (no. 4) and 'Due Date' (no. 5) both look like the due date" in said


def test_real_dates_that_a_spreadsheet_has_swapped(tmp_path: Path):
    path = tmp_path / "swapped.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER.split(","))
    for row in range(1, 9):
        sheet.write_row(row, 0, ["Acme", f"INV{row}", "2024-01-02"])
        if row % 2:
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            sheet.write_datetime(row, 3, date(2024, row, 5), day)
        else:
            sheet.write_string(row, 3, f"{12 + row}/05/2024")
        sheet.write_number(row, 4, 10 * row)
    book.close()
    assert "has read the days up to 12 as months" in refusal(path)


def test_a_workbook_protected_by_a_password(tmp_path: Path):
    path = tmp_path / "protected.xlsx"
    path.write_bytes(_encrypted_workbook())
    assert "is protected by a password" in refusal(path)


def _encrypted_workbook() -> bytes:
    """The smallest compound file with the stream that Office keeps an encrypted workbook in."""
    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    numbers = struct.pack("<HHHHH6x9I", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + numbers
    sectors = struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, end, *[free] * 126)
    entries = (("Root Entry", 5, 1), ("EncryptedPackage", 2, free), ("", 0, free), ("", 0, free))
    return header + sectors + table + b"".join(_entry(*entry) for entry in entries)


def _entry(name: str, kind: int, child: int) -> bytes:
    text = name.encode("utf-16-le")
    numbers = struct.pack("<HBBIII", len(text) + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return text.ljust(64, b"\0") + numbers + bytes(36) + struct.pack("<IQ", 0xFFFFFFFE, 0)


@given(st.binary(max_size=400))
def test_random_bytes_are_refused_or_read_but_nothing_else(tmp_path_factory, content: bytes):
    path = tmp_path_factory.mktemp("bytes") / "export.csv"
    path.write_bytes(content)
    with contextlib.suppress(BadInput):
        recognise(path)
