"""What does the guessing get to see of each column: a sample spread over the whole file?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import permutations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from duly.book.recognition.column_guesses import Column
from duly.book.recognition.contents import SAMPLE_ROWS, content_of
from duly.book.recognition.dates import DateOrder, OrderVotes, read_date, votes_for_order
from duly.book.recognition.numbers import read_figure, votes_for_decimal

Floats = NDArray[np.float64]
MOST_STEPS = 8
SHOWN = 3
CONSECUTIVE = 300


def sample_columns(names: Sequence[str], columns: Sequence[pa.Array]) -> list[Column]:
    """One `Column` for each, with its content, its place among the dates, and samples to show."""
    rows = spread_rows(len(columns[0]) if columns else 0)
    sampled = [column.take(pa.array(rows)).to_pylist() for column in columns]
    contents = [content_of(cells) for cells in sampled]
    order = _date_places(sampled, [content.dates > 0.5 for content in contents])
    running = _running([column[:CONSECUTIVE].to_pylist() for column in columns])
    return [
        Column(name, contents[at], _shown(sampled[at]), order.get(at, 0.0), at in running)
        for at, name in enumerate(names)
    ]


def spread_rows(count: int) -> NDArray[np.int64]:
    """At most `SAMPLE_ROWS` rows, from the first to the last."""
    if count <= SAMPLE_ROWS:
        return np.arange(count, dtype=np.int64)
    return np.unique(np.linspace(0, count - 1, SAMPLE_ROWS).astype(np.int64))


def _shown(cells: Sequence[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cell[:60] for cell in cells if cell))[:SHOWN]


def _date_places(sampled: Sequence[list[str | None]], is_dates: Sequence[bool]) -> dict[int, float]:
    """-1 for the earliest of the date columns, +1 for the latest, on average over the rows."""
    positions = [at for at, flag in enumerate(is_dates) if flag]
    cells = {at: [cell for cell in sampled[at] if cell] for at in positions}
    votes = sum((votes_for_order(cells[at]) for at in positions), OrderVotes())
    order = votes.order or DateOrder.DAY_FIRST
    days = {at: _days(sampled[at], order) for at in positions}
    with np.errstate(invalid="ignore"):
        return {
            at: float(
                np.mean([_later(days[at], days[other]) for other in positions if other != at])
            )
            for at in positions
            if len(positions) > 1
        }


def _later(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    both = ~np.isnan(left) & ~np.isnan(right)
    return float(np.mean(np.sign(left[both] - right[both]))) if both.any() else 0.0


def _days(cells: Sequence[str | None], order: DateOrder) -> NDArray[np.float64]:
    found: list[date | None] = [read_date(cell, order) if cell else None for cell in cells]
    return np.array([float("nan") if day is None else day.toordinal() for day in found])


def _running(columns: Sequence[list[str | None]]) -> set[int]:
    """Columns that add up others line by line: a running balance is no amount."""
    figures = {
        at: floats for at, cells in enumerate(columns) if (floats := _floats(cells)) is not None
    }
    steps = list(figures.items())[:MOST_STEPS]
    found = set()
    for at, sums in figures.items():
        others = [values for other, values in steps if other != at]
        moves = [*others, *(left - right for left, right in permutations(others, 2))]
        if any(_adds_up(sums, move) for move in moves):
            found.add(at)
    return found


def _adds_up(sums: Floats, steps: Floats) -> bool:
    moved = np.diff(sums)
    right = (np.abs(moved - steps[1:]) < 0.005) & (np.abs(steps[1:]) > 0.005)
    return bool(right.mean() > 0.6) and len(np.unique(steps)) > 2


def _floats(cells: Sequence[str | None]) -> Floats | None:
    """The amounts of a column, 0 where blank; None if it is not a column of amounts."""
    filled = [cell for cell in cells if cell]
    if len(cells) < 4 or not filled:
        return None
    decimal = votes_for_decimal(filled).sign or "."
    figures = [read_figure(cell, decimal) if cell else None for cell in cells]
    if sum(figure is not None for figure in figures) < 0.8 * len(filled):
        return None
    return np.array([0.0 if f is None or len(f.text) > 18 else float(f.text) for f in figures])
