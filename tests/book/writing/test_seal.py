"""Seals: trusted when nothing changed since they were set, checked anew when anything did."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from duly.book.engines import duckdb_engine
from duly.book.reading import checking, open_book
from duly.book.tables import book_from_arrow
from duly.book.writing import write_book
from duly.book.writing.seal import FORMAT, Seal, mark_of, read_seal

ENGINE = duckdb_engine()
SEAL = Seal("invoices", 3, {"EUR": 5, None: -2}, "mark")


def test_a_seal_read_is_the_seal_written():
    assert read_seal(SEAL.metadata()) == SEAL


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        {},
        {b"pandas": b"{}"},
        {b"duly.checked": b"1"},
        {b"duly.checked": b"not json"},
        {b"duly.checked": b"{}"},
        Seal("invoices", 3, {}, "mark", format=FORMAT + "0").metadata(),
    ],
)
def test_what_cannot_be_understood_is_no_seal(metadata):
    assert read_seal(metadata) is None


def test_the_mark_depends_on_rows_and_money_and_not_on_their_order():
    mark = mark_of({"a": (1, {"EUR": 5, "USD": 6}), "b": (2, {})})
    assert mark == mark_of({"b": (2, {}), "a": (1, {"USD": 6, "EUR": 5})})
    assert mark != mark_of({"a": (1, {"EUR": 5, "USD": 7}), "b": (2, {})})
    assert mark != mark_of({"a": (2, {"EUR": 5, "USD": 6}), "b": (2, {})})


@pytest.fixture
def folder(tmp_path):
    write(tmp_path / "book", 100)
    return tmp_path / "book"


def write(path, units: int):
    day = [date(2024, 1, 1)]
    invoices = {
        "invoice_id": ["I1"], "account_id": ["A"], "currency": ["EUR"], "amount_units": [units],
        "issued_on": day, "due_on": day,
    }  # fmt: skip
    disputes = {"dispute_id": ["D"], "invoice_id": ["I1"], "opened_on": day, "amount_units": [7]}
    tables = {"invoices": pa.table(invoices), "disputes": pa.table(disputes)}
    write_book(book_from_arrow(ENGINE, tables), path, form="parquet")


@pytest.fixture
def was_checked(monkeypatch):
    """Tells which tables went over the desk."""
    checked = []
    check = checking.Desk.check

    def note(self, source, schema):
        checked.append(schema.name)
        check(self, source, schema)

    monkeypatch.setattr(checking.Desk, "check", note)
    return checked


def test_a_book_as_it_was_written_is_not_checked_again(folder, was_checked):
    book = open_book(folder, engine=ENGINE)
    assert was_checked == []
    assert book.findings == ()
    assert {(m.table, m.currency, m.read_units) for m in book.money} == {
        ("invoices", "EUR", 100),
        ("disputes", "EUR", 7),
    }
    assert ENGINE.fetch(book.book.invoices).num_rows == 1


def rewrite(folder, table, change):
    path = folder / f"{table}.parquet"
    pq.write_table(change(pq.read_table(path)), path)


def test_a_table_from_another_book_voids_the_seals(folder, tmp_path, was_checked):
    write(tmp_path / "other", 101)
    (tmp_path / "other" / "invoices.parquet").replace(folder / "invoices.parquet")
    open_book(folder, engine=ENGINE)
    assert was_checked == ["accounts", "invoices", "disputes"]


@pytest.mark.parametrize(
    "change",
    [
        lambda table: pa.concat_tables([table, table]),
        lambda table: table.slice(0, 0),
        lambda table: table.append_column("more", pa.array([1])),
        lambda table: table.replace_schema_metadata({}),
    ],
)
def test_a_changed_table_is_checked_with_all_others(folder, was_checked, change):
    rewrite(folder, "invoices", change)
    open_book(folder, engine=ENGINE)
    assert was_checked == ["accounts", "invoices", "disputes"]


def test_a_csv_table_beside_sealed_ones_voids_the_seals(folder, was_checked):
    (folder / "rates.csv").write_text("base,quote,on,rate\n")
    open_book(folder, engine=ENGINE)
    assert "invoices" in was_checked


def test_a_table_taken_away_leaves_the_others_trusted(folder, was_checked):
    (folder / "accounts.parquet").unlink()
    (folder / "disputes.parquet").rename(folder / "colours.parquet")
    book = open_book(folder, engine=ENGINE)
    assert was_checked == []
    assert [found.code for found in book.findings] == ["unknown_file"]


def test_a_folder_of_parts_is_checked_even_if_sealed(folder, was_checked):
    (folder / "parts").mkdir()
    (folder / "invoices.parquet").rename(folder / "parts" / "0.parquet")
    (folder / "parts").rename(folder / "invoices")
    open_book(folder, engine=ENGINE)
    assert "invoices" in was_checked


def test_a_book_that_was_not_checked_is_not_sealed(folder, tmp_path, was_checked):
    book = open_book(folder, engine=ENGINE).book
    write_book(book, tmp_path / "unsealed", form="parquet", checked=False)
    open_book(tmp_path / "unsealed", engine=ENGINE)
    assert was_checked == ["accounts", "invoices", "disputes"]
