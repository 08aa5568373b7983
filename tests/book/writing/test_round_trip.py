"""What is written comes back: every row, every cent, every character."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.book.writing.strategies import books, contents

from duly.book.engines import duckdb_engine
from duly.book.reading import open_book
from duly.book.writing import write_book, write_workbook

ENGINE = duckdb_engine()


def written_and_read(book, form: str):
    folder = Path(tempfile.mkdtemp())
    try:
        if form == "xlsx":
            write_workbook(book, folder / "book.xlsx")
            return open_book(folder / "book.xlsx", engine=ENGINE)
        write_book(book, folder / "book", form=form)
        again = open_book(folder / "book", engine=ENGINE)
        # A scan is lazy: what it saw is fetched while the files are there.
        return again, contents(again.book)
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("form", ["parquet", "csv", "xlsx"])
@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_book_read_again_is_the_book_that_was_written(form, data):
    book = data.draw(books(ENGINE))
    again = written_and_read(book, form)
    read = contents(again.book) if form == "xlsx" else again[1]
    assert read == contents(book)


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_nothing_of_a_written_book_is_set_aside(data):
    again, _ = written_and_read(data.draw(books(ENGINE)), "csv")
    assert [found for found in again.counts if found.set_aside] == []


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_sealed_book_has_the_totals_that_a_checked_one_has(data):
    book = data.draw(books(ENGINE))
    sealed, _ = written_and_read(book, "parquet")
    checked, _ = written_and_read(book, "csv")
    assert sealed.rows == checked.rows
    assert set(sealed.money) == set(checked.money)
