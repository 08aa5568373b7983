"""Is the amount of a line the sum of the lines above it, or below it?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from duly.book.recognition.grid import Flags, Grid
from duly.book.recognition.numbers import read_figure, votes_for_decimal

CENT = 0.005
SAMPLE = 2000


class LineSums:
    """The amounts of all lines below the headers, as floats: for comparing, never for booking.

    Lines must be asked about from top to bottom; `leave_out` tells which were no data.
    """

    def __init__(self, grid: Grid, money: Sequence[int], start: int, dated: Flags) -> None:
        columns = [_floats(grid, column, start) for column in money]
        self.amounts = np.column_stack(columns) if columns else np.zeros((len(dated), 0))
        known = np.nan_to_num(self.amounts)
        self.until = np.vstack([np.zeros(known.shape[1]), np.cumsum(known, axis=0)])
        self.left_out = np.zeros(known.shape[1])
        self.block_start = 0
        undated = np.where(dated, len(dated), np.arange(len(dated)))
        self.next_undated = np.append(np.minimum.accumulate(undated[::-1])[::-1], len(dated))

    def ends_block(self, row: int) -> bool:
        """Is the line the sum of the block above it, or of all data lines above it?"""
        block = self.until[row] - self.until[self.block_start]
        whole = self.until[row] - self.left_out
        enough = row - self.block_start >= 2
        return (enough and self._is(row, block)) or (self.block_start > 0 and self._is(row, whole))

    def heads_block(self, row: int) -> bool:
        """Is the line the sum of the dated lines right below it?"""
        end = int(self.next_undated[row + 1])
        sums = self.until[end] - self.until[row + 1]
        return end > row + 1 and self._is(row, np.where(sums == 0, self.amounts[row], sums))

    def leave_out(self, row: int) -> None:
        """The line is a total or a heading: it ends a block and counts in no sum."""
        self.block_start = row + 1
        self.left_out = self.left_out + np.nan_to_num(self.amounts[row])

    def _is(self, row: int, sums: NDArray[np.float64]) -> bool:
        wanted = self.amounts[row]
        given = ~np.isnan(wanted) & (wanted != 0)
        return bool(given.any() and (np.abs(sums - wanted)[given] < CENT).all())


def _floats(grid: Grid, column: int, start: int) -> NDArray[np.float64]:
    cells = grid.columns[column].to_pylist()[start:]
    decimal = votes_for_decimal([cell for cell in cells[:SAMPLE] if cell]).sign or "."
    typed = grid.typed[column]
    exact = [False] * len(cells) if typed is None else typed[start:].tolist()
    pairs = zip(cells, exact, strict=True)
    return np.array([_float(cell, "." if is_exact else decimal) for cell, is_exact in pairs])


def _float(cell: str | None, decimal: str) -> float:
    figure = read_figure(cell, decimal) if cell else None
    return float("nan") if figure is None or len(figure.text) > 18 else float(figure.text)
