"""Which cells does the file hold, column by column, before anyone knows what they mean?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from duly.book.findings import BadInput

MAX_COLUMNS = 512
WHITE = " \t\r\n\x0b\x0c\x1a\u00a0\u2007\u202f\u2009\u200b\ufeff"

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet as text, a null where blank, and where they came from.

    `typed[c][r]` is True where the cell was a number or a date of a spreadsheet and not text: such
    numbers are written with a decimal point, such dates as ISO 8601, whatever the file's habits.
    """

    columns: tuple[pa.Array, ...]
    typed: tuple[Flags | None, ...]
    rows: int
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None

    def line(self, row: int) -> list[str]:
        """The texts of one row; blank cells are empty."""
        return [column[row].as_py() or "" for column in self.columns]

    def lines(self, rows: Iterable[int]) -> list[list[str]]:
        wanted = pa.array(list(rows), pa.int64())
        taken = [column.take(wanted).to_pylist() for column in self.columns]
        return [[cell or "" for cell in line] for line in zip(*taken, strict=True)]

    def filled(self) -> Flags:
        """Rows × columns: is there anything in the cell?"""
        return np.column_stack(
            [column.is_valid().to_numpy(zero_copy_only=False) for column in self.columns]
        )


def columns_of(batches: Iterator[Sequence[Sequence[str]]]) -> tuple[tuple[pa.Array, ...], int]:
    """Batches of lines, however long each line is, to columns of trimmed text."""
    parts: list[tuple[int, list[pa.Array]]] = []
    for batch in batches:
        taken = [_trimmed(pa.array(cells, pa.string())) for cells in zip_longest(*batch)]
        if len(taken) > MAX_COLUMNS:
            raise BadInput(
                f"A line has {len(taken)} columns, more than the {MAX_COLUMNS} that can be read. "
                "Is this a table? Export the list of invoices as CSV or XLSX."
            )
        parts.append((len(batch), taken))
    return _joined(parts), sum(length for length, _ in parts)


def _joined(parts: list[tuple[int, list[pa.Array]]]) -> tuple[pa.Array, ...]:
    width = max((len(taken) for _, taken in parts), default=0)
    return tuple(
        pa.concat_arrays(
            [
                taken[at] if at < len(taken) else pa.nulls(length, pa.string())
                for length, taken in parts
            ]
        )
        for at in range(width)
    )


def _trimmed(cells: pa.Array) -> pa.Array:
    text = pc.utf8_trim(cells, characters=WHITE)
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
