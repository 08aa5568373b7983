"""What did the European Central Bank say a euro costs, day by day?

Its history comes as `eurofxref-hist.csv`, alone or in a zip: a column a currency, a line a day,
`N/A` where there was no rate. It is imported like any other file, and can be undone like one.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa

from duly.book.findings import BadInput
from duly.book.schema import RATES
from duly.book.tables import arrow_schema

ORIGIN = "ECB"
_MOST_BYTES = 64 * 1024**2
_HEADER = re.compile(rb"Date(,[A-Z]{3})+,?\s*\r?\n")
_RATE = re.compile(r"[0-9]{1,9}(\.[0-9]{1,10})?")


def is_ecb_history(file: Path) -> bool:
    """Whether the file begins as the bank's history does."""
    with file.open("rb") as stream:
        return _HEADER.match(stream.readline(4096)) is not None


def ecb_history(file: Path) -> pa.Table:
    """The table `rates` of the book. Raises BadInput that names the first line which is wrong."""
    if file.stat().st_size > _MOST_BYTES:
        raise BadInput(f"{file.name} is too large for the history of the central bank.")
    with file.open(encoding="ascii", errors="replace", newline="") as stream:
        lines = csv.reader(stream)
        currencies = [name.strip() for name in next(lines)][1:]
        rows = [row for at, line in enumerate(lines, 2) for row in _rates(line, currencies, at)]
    if not rows:
        raise BadInput(f"{file.name} holds no rates.")
    return pa.Table.from_pylist(rows, schema=arrow_schema(RATES))


def _rates(line: list[str], currencies: list[str], at: int) -> Iterator[dict[str, object]]:
    if not line:
        return
    try:
        day = date.fromisoformat(line[0].strip())
    except ValueError as error:
        raise BadInput(f"Line {at}: {line[0][:20]!r} is no day (YYYY-MM-DD).") from error
    for currency, cell in zip(currencies, line[1:], strict=False):
        text = cell.strip()
        if text in ("N/A", "") or not currency:
            continue
        if not _RATE.fullmatch(text) or float(text) == 0:
            raise BadInput(f"Line {at}, {currency}: {text[:20]!r} is no rate.")
        yield {"base": "EUR", "quote": currency, "on": day, "rate": float(text), "source": ORIGIN}
