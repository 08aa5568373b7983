"""Spark and DuckDB open the same book, and say the same about it."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.book.reading.conftest import HEADERS, ROWS

from duly.book.engines import duckdb_engine, spark_engine
from duly.book.reading import open_book
from duly.book.writing import write_book

pytestmark = pytest.mark.spark


@pytest.fixture(scope="module")
def spark():
    pytest.importorskip("pyspark")
    return spark_engine(master="local[1]")


def said(book) -> tuple:
    tables = {
        name: sorted((tuple(r.values()) for r in book.book.engine.fetch(t).to_pylist()), key=repr)
        for name, t in book.book.tables.items()
    }
    return tables, book.rows, set(book.money), book.counts, set(book.findings)


def test_text_is_parsed_here_and_handed_to_spark(tmp_path, spark):
    for name, rows in ROWS.items():
        (tmp_path / f"{name}.csv").write_text("\n".join([HEADERS[name], *rows]) + "\n")
    here, there = open_book(tmp_path, engine=duckdb_engine()), open_book(tmp_path, engine=spark)
    assert there.book.engine is spark
    assert said(there) == said(here)


DAY = date(2024, 1, 1)
INVOICES = {
    "invoice_id": ["I1", "I2", "I2", "I3", "I4", " I5\x0b", "C1"],
    "account_id": ["A", "A", "A", None, "Z", "A", "B"],
    "currency": ["EUR", "EUR", "EUR", "EUR", "USD", "EUR", "EUR"],
    "amount_units": [100, 200, 201, 5, 7, -4, -9],
    "kind": ["invoice", None, None, None, "invoice", "invoice", "credit_note"],
    "issued_on": [DAY] * 7,
    "due_on": [DAY, DAY, DAY, DAY, date(1980, 1, 1), date(2023, 12, 1), DAY],
}
PAYMENTS = {
    "payment_id": ["P1", "P2"],
    "currency": ["EUR", "USD"],
    "amount_units": [50, 60],
    "received_on": [DAY, date(2024, 2, 1)],
}
ALLOCATIONS = {
    "invoice_id": ["I1", "I2", "I1", "I9", "I1"],
    "amount_units": [40, 20, 5, 5, 9],
    "allocated_on": [DAY, date(2023, 12, 31), DAY, DAY, DAY],
    "payment_id": ["P1", "P1", "P2", "P1", None],
    "credit_note_id": [None, None, None, None, "C1"],
}
ACCOUNTS = {"account_id": ["A", "B", "C"], "parent_id": ["B", "A", "Q"]}


def test_parquet_is_checked_alike(tmp_path, spark):
    tables = {
        "accounts": ACCOUNTS,
        "invoices": INVOICES,
        "payments": PAYMENTS,
        "allocations": ALLOCATIONS,
    }
    for name, columns in tables.items():
        pq.write_table(pa.table(columns), tmp_path / f"{name}.parquet")
    here, there = open_book(tmp_path, engine=duckdb_engine()), open_book(tmp_path, engine=spark)
    assert here.counts
    assert said(there) == said(here)


def test_a_sealed_book_is_written_and_opened_by_spark(tmp_path, spark):
    for name, rows in ROWS.items():
        (tmp_path / f"{name}.csv").write_text("\n".join([HEADERS[name], *rows]) + "\n")
    book = open_book(tmp_path, engine=spark)
    write_book(book.book, tmp_path / "book", form="parquet")
    again = open_book(tmp_path / "book", engine=spark)
    assert said(again)[:3] == said(book)[:3]
