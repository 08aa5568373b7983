"""How does a book become a folder of tables?"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from duly.book.findings import BadInput
from duly.book.tables import Book
from duly.book.writing.csv_tables import write_csv_tables
from duly.book.writing.parquet_tables import write_parquet_tables

Form = Literal["parquet", "csv"]


def write_book(book: Book, folder: Path, *, form: Form, replacing: bool = False) -> None:
    """Write the tables that are present, and accounts; the folder appears whole or not at all.

    Parquet is sealed: `open_book` will trust it unread, so only a checked book may be written. CSV
    of a book is data for programs: texts stand as they are, also those a spreadsheet would take
    for formulas, and nulls and empty texts are the same.

    Raises `BadInput` when the folder holds something, unless `replacing`; then what it held is
    gone once the new tables are complete.
    """
    if not replacing and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(f"{folder} is not empty; name a new folder, or allow to replace it")
    write = write_parquet_tables if form == "parquet" else write_csv_tables
    with _appearing_whole(folder) as draft:
        write(book, draft)


@contextmanager
def _appearing_whole(folder: Path) -> Iterator[Path]:
    """A folder beside it to write in, which takes its place at the end, or vanishes."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield draft
        # mkdtemp lets no one else in; a book is readable as any folder made here is.
        draft.chmod(folder.parent.stat().st_mode & 0o777)
        _exchange(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _exchange(draft: Path, folder: Path) -> None:
    if not folder.exists():
        draft.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.rename(old / "was")
    draft.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
