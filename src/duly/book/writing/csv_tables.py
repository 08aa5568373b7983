"""How are tables written as CSV?"""

from __future__ import annotations

from pathlib import Path

from pyarrow import csv as arrow_csv

from duly.book.schema import TABLES
from duly.book.tables import Book
from duly.book.writing.contents import with_currency, written_tables
from duly.book.writing.texts import as_text

_BATCH_ROWS = 250_000


def write_csv_tables(book: Book, folder: Path) -> None:
    """One file a table, streamed: UTF-8, commas, texts in double quotes, lines end with LF."""
    for name, table in written_tables(book).items():
        texts = as_text(with_currency(name, table, book), TABLES[name])
        with arrow_csv.CSVWriter(folder / f"{name}.csv", texts.schema().to_pyarrow()) as writer:
            for batch in book.engine.batches(texts, _BATCH_ROWS):
                writer.write_batch(batch)
