"""Which cells does a Parquet file of foreign shape hold?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from duly.book.findings import BadInput
from duly.book.recognition.grid import MAX_COLUMNS, Flags, Grid
from duly.book.recognition.opening import EXPORT_AGAIN


def read_parquet(path: Path) -> Grid:
    """The grid of a Parquet file, its column names as the first line."""
    try:
        file = pq.ParquetFile(path)
        names = file.schema_arrow.names
        if not 0 < len(names) <= MAX_COLUMNS:
            raise BadInput(f"{path.name} has {len(names)} columns. {EXPORT_AGAIN}")
        table = file.read()
        columns = tuple(_with_name(name, table.column(name)) for name in names)
    except (pa.ArrowException, OSError, ValueError, KeyError) as problem:
        raise BadInput(f"{path.name} cannot be read as Parquet. {EXPORT_AGAIN}") from problem
    typed = tuple(_typed(table.schema.field(name).type, table.num_rows) for name in names)
    return Grid(columns, typed, table.num_rows + 1)


def _with_name(name: str, values: pa.ChunkedArray) -> pa.Array:
    if pa.types.is_timestamp(values.type):
        values = values.cast(pa.date32(), safe=False)
    text = pc.utf8_trim_whitespace(values.cast(pa.string()).combine_chunks())
    text = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
    return pa.concat_arrays([pa.array([name], pa.string()), text])


def _typed(kind: pa.DataType, rows: int) -> Flags | None:
    """Numbers and dates are typed; text is not. The first line is the header."""
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return None
    flags = np.ones(rows + 1, dtype=bool)
    flags[0] = False
    return flags
