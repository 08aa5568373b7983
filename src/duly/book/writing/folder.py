"""How does a book become a folder of tables?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from duly.book.findings import BadInput
from duly.book.tables import Book
from duly.book.writing.beside import beside
from duly.book.writing.csv_tables import write_csv_tables
from duly.book.writing.parquet_tables import write_parquet_tables

Form = Literal["parquet", "csv"]


def write_book(
    book: Book, folder: Path, *, form: Form, replacing: bool = False, checked: bool = True
) -> None:
    """Write the tables that are present, and accounts; the folder appears whole or not at all.

    Parquet of a `checked` book (one that `open_book` read, or that keeps every invariant by its
    making) is sealed: `open_book` will trust it unread. CSV of a book is data for programs: texts
    stand as they are, also those a spreadsheet would take for formulas, and nulls and empty texts
    are the same.

    Raises `BadInput` when the folder holds something, unless `replacing`; then what it held is
    gone once the new tables are complete.
    """
    if not replacing and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder} is not empty; name a new folder, or allow to replace it")
    with _appearing_whole(folder) as draft:
        if form == "parquet":
            write_parquet_tables(book, draft, sealed=checked)
        else:
            write_csv_tables(book, draft)


@contextmanager
def _appearing_whole(folder: Path) -> Iterator[Path]:
    """A folder beside it to write in, which takes its place at the end, or vanishes."""
    draft = beside(folder)
    draft.mkdir(parents=True)
    try:
        yield draft
        _exchange(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _exchange(draft: Path, folder: Path) -> None:
    if not folder.exists():
        draft.rename(folder)
        return
    old = folder.rename(beside(folder))
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
