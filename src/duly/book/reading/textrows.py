"""What did a file of text hold: a header, rows of cells, and lines that were not rows?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from duly.book.findings import BadInput


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line whose number of cells is not the header's; it cannot be a row."""

    row: int
    text: str


@dataclass(frozen=True, slots=True)
class TextRows:
    """`cells` has one text column a header cell (named f0, f1, …), empty cells as null.

    `numbers` are the rows as a spreadsheet counts them, the header being row 1. `is_tidy` when no
    cell can have control characters or blanks around it.
    """

    file: str
    header: tuple[str, ...]
    cells: pa.Table
    numbers: pa.Array
    blank_rows: tuple[int, ...] = ()
    bad_lines: tuple[BadLine, ...] = ()
    is_tidy: bool = False


def text_rows(file: str, rows: Sequence[Sequence[str]]) -> TextRows:
    """From rows of cells. Rows above the header must be empty; short rows are filled up.

    Raises `BadInput` if there is no header.
    """
    first = next((number for number, row in enumerate(rows) if any(row)), None)
    if first is None:
        raise BadInput(f"{file} is empty; its first row must name the columns")
    header = _trimmed(rows[first])
    width = len(header)
    kept, numbers, blank, bad = [], [], [], []
    for number, row in enumerate(rows[first + 1 :], start=first + 2):
        if not any(row):
            blank.append(number)
        elif any(row[width:]):
            bad.append(BadLine(number, ",".join(row)))
        else:
            kept.append([cell or None for cell in row[:width]] + [None] * (width - len(row)))
            numbers.append(number)
    columns = list(zip(*kept, strict=True)) if kept else [()] * width
    cells = pa.table(
        [pa.array(column, pa.string()) for column in columns],
        names=[f"f{index}" for index in range(width)],
    )
    row_numbers = pa.array(numbers, pa.int64())
    return TextRows(file, header, cells, row_numbers, tuple(blank), tuple(bad))


def _trimmed(header: Sequence[str]) -> tuple[str, ...]:
    last = max(index for index, name in enumerate(header) if name)
    return tuple(header[: last + 1])
