"""May this Parquet file be opened? A few bytes can stand for a thousand million rows."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from duly.book.findings import BadInput

MOST_ROWS = 50_000_000
MOST_BYTES = 16 * 1024**3


def check_parquet(file: Path) -> None:
    """Raises `BadInput` for a file that says it holds more than one machine's ledger could."""
    try:
        footer = pq.read_metadata(file)
    except (pa.ArrowInvalid, OSError) as problem:
        raise BadInput(f"{file.name} is not a readable Parquet file") from problem
    size = sum(footer.row_group(at).total_byte_size for at in range(footer.num_row_groups))
    if footer.num_rows > MOST_ROWS or size > MOST_BYTES:
        raise BadInput(
            f"{file.name} says it holds {footer.num_rows:,} rows and {size / 1024**2:,.0f} MiB; "
            f"{MOST_ROWS:,} rows can be imported at once. Split it by period."
        )
