"""How is a table written as CSV that a spreadsheet opens without obeying it?"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from duly.kernel.amounts import format_units
from duly.report.columns import ReportColumn, Row
from duly.report.text_file import write_text

_OBEYED = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is a formula to a spreadsheet; an apostrophe before it makes it text."""


def write_csv(path: Path, columns: Sequence[ReportColumn], rows: Iterable[Row]) -> None:
    """Write the table (RFC 4180, UTF-8): headings are the keys, amounts in the major unit,
    and codes stay codes, for another program to read.

    Absent values are empty cells. Text from elsewhere that a spreadsheet would take for a formula
    gets an apostrophe before it; numbers written here keep their minus.
    """
    lines = io.StringIO()
    writer = csv.writer(lines)  # ends lines with CR LF, and so quotes either sign inside a cell
    writer.writerow([column.key for column in columns])
    for row in rows:
        writer.writerow([_cell(column, row) for column in columns])
    write_text(path, lines.getvalue())


def _cell(column: ReportColumn, row: Row) -> str:
    value: Any = row.get(column.key)
    if value is None:
        return ""
    if column.kind == "units":
        return format_units(value, column.currency(row))
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _disarmed(str(value))


def _disarmed(text: str) -> str:
    return f"'{text}" if text.startswith(_OBEYED) else text
