"""Sources: which files are tables of a book, and when is there none."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter

from duly.book.findings import BadInput
from duly.book.reading import is_book_folder
from duly.book.reading.sources import find_sources


@pytest.fixture
def folder(tmp_path):
    def with_files(*names: str):
        for name in names:
            (tmp_path / name).parent.mkdir(exist_ok=True)
            if name.endswith(".parquet"):
                pq.write_table(pa.table({"a": [1]}), tmp_path / name)
            else:
                (tmp_path / name).write_text("a,b\n")
        return tmp_path

    return with_files


def workbook(path, *sheets: str):
    with xlsxwriter.Workbook(path) as book:
        for sheet in sheets:
            book.add_worksheet(sheet)
    return path


def test_tables_are_found_by_the_names_of_files_and_folders(folder):
    sources, notes = find_sources(
        folder("Invoices.CSV", "payments.parquet", "allocations/part-1.parquet")
    )
    forms = {name: (source.form, source.file) for name, source in sources.items()}
    assert notes == []
    assert forms == {
        "invoices": ("csv", "Invoices.CSV"),
        "payments": ("parquet", "payments.parquet"),
        "allocations": ("parquet", "allocations"),
    }


def test_other_tables_are_noted_and_other_files_left_alone(folder):
    path = folder("invoices.csv", "colours.csv", "README.md", ".invoices.csv", "notes/a.txt")
    _, notes = find_sources(path)
    assert [(note.code, note.file) for note in notes] == [("unknown_file", "colours.csv")]


def test_sheets_are_found_by_name(tmp_path):
    sources, notes = find_sources(workbook(tmp_path / "b.xlsx", "Invoices", "Summary"))
    assert sources["invoices"].file == "b.xlsx:Invoices"
    assert [(note.table, note.file) for note in notes] == [("Summary", "b.xlsx")]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (["payments.csv"], "has payments.csv but no invoices.csv or invoices.parquet.*duly xray"),
        (["list.csv"], "has list.csv but no invoices"),
        (["README.md"], "holds no tables"),
        ([f"t{n}.csv" for n in range(7)], "t4.csv and others but no"),
        (["invoices.csv", "invoices.parquet"], "the table invoices twice"),
    ],
)
def test_a_folder_that_is_no_book_is_refused(folder, files, says):
    with pytest.raises(BadInput, match=says):
        find_sources(folder(*files))


def test_a_path_that_does_not_exist_is_refused(tmp_path):
    with pytest.raises(BadInput, match="does not exist"):
        find_sources(tmp_path / "none")


def test_a_file_that_is_no_workbook_is_refused(folder):
    with pytest.raises(BadInput, match="a book is a folder or an"):
        find_sources(folder("export.csv") / "export.csv")


def test_a_workbook_without_invoices_is_refused(tmp_path):
    with pytest.raises(BadInput, match="has payments, Summary but no sheet called invoices"):
        find_sources(workbook(tmp_path / "b.xlsx", "payments", "Summary"))


def test_two_sheets_for_a_table_are_refused(tmp_path):
    with pytest.raises(BadInput, match="two sheets called invoices"):
        find_sources(workbook(tmp_path / "b.xlsx", "invoices", "invoices "))


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (["invoices.csv"], True),
        (["payments.csv"], True),
        (["invoices/0.parquet"], True),
        (["export.csv"], False),
        (["README.md"], False),
    ],
)
def test_a_folder_with_some_table_is_a_book_folder(folder, files, expected):
    assert is_book_folder(folder(*files)) == expected


def test_a_workbook_with_invoices_is_a_book_and_another_is_not(tmp_path):
    assert is_book_folder(workbook(tmp_path / "b.xlsx", "invoices"))
    assert not is_book_folder(workbook(tmp_path / "c.xlsx", "Sheet1"))


def test_a_file_and_nothing_at_all_are_no_book_folder(folder, tmp_path):
    assert not is_book_folder(folder("export.csv") / "export.csv")
    assert not is_book_folder(tmp_path / "none.xlsx")


def test_a_folder_with_a_table_twice_is_a_book_folder_whose_reader_says_so(folder):
    assert is_book_folder(folder("invoices.csv", "invoices.parquet"))
