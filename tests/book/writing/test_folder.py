"""Books on disk appear whole or not at all, and do not overwrite what is there."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from duly.book.asof import known
from duly.book.engines import duckdb_engine
from duly.book.findings import BadInput
from duly.book.reading import open_book
from duly.book.tables import book_from_arrow
from duly.book.writing import folder as folder_writing
from duly.book.writing import workbook as workbook_writing
from duly.book.writing import write_book, write_workbook

ENGINE = duckdb_engine()
FORMS = pytest.mark.parametrize("form", ["parquet", "csv"])


def book(ids=("I1",), **more):
    count = len(ids)
    day = [date(2024, 1, 1)] * count
    invoices = {
        "invoice_id": list(ids), "account_id": ["A"] * count, "currency": ["EUR"] * count,
        "amount_units": [12345678901234567] * count, "issued_on": day, "due_on": day,
    }  # fmt: skip
    return book_from_arrow(ENGINE, {"invoices": pa.table(invoices), **more})


def names(path) -> list[str]:
    return sorted(entry.name for entry in path.iterdir())


@FORMS
def test_present_tables_and_accounts_are_written_and_no_others(tmp_path, form):
    write_book(book(), tmp_path / "book", form=form)
    assert names(tmp_path / "book") == [f"accounts.{form}", f"invoices.{form}"]
    assert names(tmp_path) == ["book"]


@FORMS
def test_an_empty_folder_is_filled(tmp_path, form):
    (tmp_path / "book").mkdir()
    write_book(book(), tmp_path / "book", form=form)
    assert len(names(tmp_path / "book")) == 2


@FORMS
def test_a_folder_that_holds_something_is_left_as_it_is(tmp_path, form):
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(BadInput, match="not empty"):
        write_book(book(), tmp_path, form=form)
    assert names(tmp_path) == ["mine.txt"]


def test_a_file_is_not_taken_for_a_folder(tmp_path):
    (tmp_path / "book").write_text("mine")
    with pytest.raises(BadInput, match="not empty"):
        write_book(book(), tmp_path / "book", form="csv")


def test_when_allowed_the_old_tables_are_replaced(tmp_path):
    write_book(book(), tmp_path / "book", form="csv")
    write_book(book(), tmp_path / "book", form="parquet", replacing=True)
    assert names(tmp_path / "book") == ["accounts.parquet", "invoices.parquet"]
    assert names(tmp_path) == ["book"]


@FORMS
def test_a_writing_that_fails_leaves_what_was_there_and_no_draft(tmp_path, form, monkeypatch):
    write_book(book(), tmp_path / "book", form="csv")
    before = (tmp_path / "book" / "invoices.csv").read_bytes()

    def fail(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr(folder_writing, f"write_{form}_tables", fail)
    with pytest.raises(OSError, match="disk full"):
        write_book(book(["I2"]), tmp_path / "book", form=form, replacing=True)
    assert (tmp_path / "book" / "invoices.csv").read_bytes() == before
    assert names(tmp_path) == ["book"]


def test_csv_of_a_book_is_data_and_not_prefixed(tmp_path):
    write_book(book(["=cmd"]), tmp_path / "book", form="csv")
    lines = (tmp_path / "book" / "invoices.csv").read_text().splitlines()
    assert lines[1].startswith('"=cmd","A",,"EUR","123456789012345.67"')


def test_the_same_book_is_written_in_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_book(book(), tmp_path / name, form="parquet")
    one, two = ((tmp_path / n / "invoices.parquet").read_bytes() for n in ("one", "two"))
    assert one == two


def test_a_workbook_is_not_overwritten_unless_allowed(tmp_path):
    write_workbook(book(), tmp_path / "book.xlsx")
    with pytest.raises(BadInput, match="exists"):
        write_workbook(book(), tmp_path / "book.xlsx")
    write_workbook(book(["I2"]), tmp_path / "book.xlsx", replacing=True)
    again = open_book(tmp_path / "book.xlsx", engine=ENGINE)
    assert ENGINE.fetch(again.book.invoices).column("invoice_id").to_pylist() == ["I2"]
    assert names(tmp_path) == ["book.xlsx"]


def test_a_table_larger_than_a_sheet_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook_writing, "MAX_ROWS", 1)
    with pytest.raises(BadInput, match="invoices has 2 rows, and a sheet 1"):
        write_workbook(book(["I1", "I2"]), tmp_path / "book.xlsx")
    assert names(tmp_path) == []


def test_a_text_longer_than_a_cell_is_refused(tmp_path):
    with pytest.raises(BadInput, match="32,768 characters"):
        write_workbook(book(["x" * 32_768]), tmp_path / "book.xlsx")


def test_a_text_as_long_as_a_cell_is_written(tmp_path):
    write_workbook(book(["x" * 32_767]), tmp_path / "book.xlsx")
    assert (tmp_path / "book.xlsx").exists()


def test_what_is_written_is_as_open_to_others_as_any_new_file(tmp_path):
    write_book(book(), tmp_path / "book", form="csv")
    write_workbook(book(), tmp_path / "book.xlsx")
    (tmp_path / "any").mkdir()
    (tmp_path / "any.txt").touch()
    mode = {entry.name: entry.stat().st_mode for entry in tmp_path.iterdir()}
    assert (mode["book"], mode["book.xlsx"]) == (mode["any"], mode["any.txt"])


@FORMS
def test_the_view_of_a_past_day_is_written_in_every_form(tmp_path, form):
    """Statements have most amounts of all tables, and each becomes text in several steps."""
    said = {"account_id": ["A"], "period_end": [date(2025, 12, 31)], "currency": ["EUR"]}
    statements = pa.table({**said, "sales_units": [12345]})
    seen = known(book(statements=statements), as_of=date(2026, 10, 31))
    write_book(seen, tmp_path / "book", form=form)
    again = open_book(tmp_path / "book", engine=ENGINE).book
    (found,) = ENGINE.fetch(again.tables["statements"]).to_pylist()
    assert (found["sales_units"], found["known_on"]) == (12345, date(2026, 6, 30))
