"""How are tables written as Parquet, and sealed?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from duly.book.schema import TABLES
from duly.book.tables import Book, arrow_schema
from duly.book.writing.contents import with_currency, written_tables
from duly.book.writing.money import money_of
from duly.book.writing.seal import Measured, Seal, mark_of

_BATCH_ROWS = 250_000


def write_parquet_tables(book: Book, folder: Path, *, sealed: bool) -> None:
    """One file a table, streamed. All seals carry the mark of the whole, so they are set last."""
    measured: dict[str, Measured] = {}
    with ExitStack() as files:
        writers = {}
        for name, table in written_tables(book).items():
            file = folder / f"{name}.parquet"
            writer = pq.ParquetWriter(file, arrow_schema(TABLES[name]), compression="zstd")
            writers[name] = files.enter_context(writer)
            batches = book.engine.batches(with_currency(name, table, book), _BATCH_ROWS)
            measured[name] = _write(batches, writer)
        if not sealed:
            return
        mark = mark_of(measured)
        for name, (rows, money) in measured.items():
            writers[name].add_key_value_metadata(Seal(name, rows, money, mark).metadata())


def _write(batches: Iterable[pa.RecordBatch], writer: pq.ParquetWriter) -> Measured:
    """Write all rows, and return how many they were and their money."""
    rows = 0
    money: Counter[str | None] = Counter()
    for batch in batches:
        part = pa.Table.from_batches([batch])
        rows += part.num_rows
        money.update(money_of(part))
        writer.write_table(part.select(writer.schema.names).cast(writer.schema))
    return rows, dict(money)
