"""CSV files: what is read, and what is refused with a word on what to do."""

from __future__ import annotations

import pytest

from duly.book.findings import BadInput
from duly.book.reading import csvfile
from duly.book.reading.csvfile import read_csv


@pytest.fixture
def read(tmp_path):
    def read_bytes(content: bytes):
        path = tmp_path / "invoices.csv"
        path.write_bytes(content)
        return read_csv(path)

    return read_bytes


def cells(rows) -> list[list[str | None]]:
    return [list(row.values()) for row in rows.cells.to_pylist()]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a,b\n1,2\n", [["1", "2"]]),
        (b"a,b\r\n1,2\r\n", [["1", "2"]]),
        (b"\xef\xbb\xbfa,b\n1,2", [["1", "2"]]),
        (b'a,b\n"1,5","say ""hi"""\n', [["1,5", 'say "hi"']]),
        (b'a,b\n"two\nlines",2\n', [["two\nlines", "2"]]),
        (b"a,b\n007,\n", [["007", None]]),
        (b'a,b\n"",x\n', [[None, "x"]]),
        ("a,b\nÄpfel,\U0001f34e\n".encode(), [["Äpfel", "\U0001f34e"]]),
        (b"a,b\n", []),
        (b"a,b", []),
        (b"a\n1\n", [["1"]]),
    ],
)
def test_cells_are_read_after_rfc_4180(read, content, expected):
    assert cells(read(content)) == expected


def test_the_header_is_read_as_it_stands(read):
    assert read(b'"a,1", b \n1,2\n').header == ("a,1", " b ")


def test_rows_are_numbered_as_a_spreadsheet_shows_them(read):
    rows = read(b'a,b\n1,2\n\n3\n"x\ny",4\n5,6,7\n,\n8,9\n')
    assert rows.numbers.to_pylist() == [2, 5, 8]
    assert rows.blank_rows == (3, 7)
    assert [(line.row, line.text) for line in rows.bad_lines] == [(4, "3"), (6, "5,6,7")]


@pytest.mark.parametrize(
    ("content", "tidy"),
    [
        (b"a,b\nx y,2\n", True),
        (b"a,b\nx ,2\n", False),
        (b"a,b\n x,2\n", False),
        (b"a,b\nx,2 \n", False),
        (b'a,b\n"x ",2\n', False),
        (b"a,b\nx\x0by,2\n", False),
        (b"a,b\nx\xc2\xa0,2\n", False),
        (b'a,b\n"x\ty\nz",2\n', True),
    ],
)
def test_a_file_is_tidy_when_no_cell_needs_care(read, content, tidy):
    assert read(content).is_tidy == tidy


def test_untidiness_across_a_block_is_seen(read, monkeypatch):
    monkeypatch.setattr(csvfile, "_BLOCK_BYTES", 1 << 10)
    at_edge = b"a,b\n" + b"x" * 1019 + b" ,2\n"
    assert at_edge[1023:1024] == b" "
    assert not read(at_edge).is_tidy


PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x00\xff\xfe"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\n\n", "first row is empty"),
        (b" , \n1,2\n", "first row is empty"),
        (PICTURE, "not a CSV file"),
        (b"\xff\xfea\x00,\x00", "UTF-16"),
        ("a,b\nÄ,1\n".encode("cp1252"), "UTF-8"),
        (b'a,b\n"x,1\ny,2\n', "double quote is opened"),
        (b'"a"x,b\n1,2\n', "first row cannot be read"),
    ],
)
def test_what_is_no_csv_file_is_refused(read, content, says):
    with pytest.raises(BadInput, match=says):
        read(content)


def test_a_file_too_large_for_csv_is_refused(read, monkeypatch):
    monkeypatch.setattr(csvfile, "MAX_BYTES", 10)
    with pytest.raises(BadInput, match=r"11 bytes.*as Parquet"):
        read(b"a,b\n1,2\n3,4")


def test_a_file_just_small_enough_is_read(read, monkeypatch):
    monkeypatch.setattr(csvfile, "MAX_BYTES", 10)
    assert cells(read(b"a,b\n1,2\n34"[:8])) == [["1", "2"]]
