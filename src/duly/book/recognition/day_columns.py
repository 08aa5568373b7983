"""Which days does a column of dates hold, and which of its cells are no date?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from duly.book.findings import BadInput
from duly.book.recognition.contents import BLANKS
from duly.book.recognition.dates import (
    DateOrder,
    OrderVotes,
    is_no_date,
    read_date,
    votes_for_order,
)
from duly.book.recognition.grid import Flags

Days = NDArray[np.int64]
NO_DAY = np.iinfo(np.int64).min
"""Stands for "no date" in arrays of day numbers (proleptic ordinals, as `date.toordinal`)."""
READABLE = 0.75
"""Below this share of readable cells, a column of dates is refused as a whole."""


@dataclass(frozen=True)
class DayColumn:
    """Day numbers, `NO_DAY` where blank or bad; `bad` where there was text that is no date."""

    days: Days
    bad: Flags

    @property
    def known(self) -> Flags:
        return np.asarray(self.days != NO_DAY)


@dataclass(frozen=True, slots=True)
class OrderFound:
    """Whether days or months come first in this file, and how that is known."""

    order: DateOrder
    evidence: Literal["decided", "ambiguous", "single"]


def order_of(samples: Sequence[Sequence[str]], language: str) -> OrderFound:
    """Decided by all date columns of the file together; the columns' own habits come first."""
    votes = sum((votes_for_order(cells) for cells in samples), OrderVotes())
    if votes.single:
        return OrderFound(DateOrder.DAY_FIRST, "single")
    if votes.order is not None:
        return OrderFound(votes.order, "decided")
    if language != "en" or votes.dotted > votes.either / 2:
        return OrderFound(DateOrder.DAY_FIRST, "decided" if votes.dotted else "ambiguous")
    return OrderFound(_by_span(samples), "ambiguous")


def _by_span(samples: Sequence[Sequence[str]]) -> DateOrder:
    """Of two readings, the one whose columns keep steadier distances; days first on a tie."""
    spread = {order: _unsteadiness(samples, order) for order in DateOrder}
    return min(DateOrder, key=lambda order: spread[order])


def _unsteadiness(samples: Sequence[Sequence[str]], order: DateOrder) -> float:
    columns = [[read_date(cell, order) for cell in cells] for cells in samples]
    if len(columns) < 2 or len({len(column) for column in columns}) != 1:
        return 0.0
    distances = {
        (right - left).days
        for left, right in zip(columns[0], columns[1], strict=True)
        if left is not None and right is not None
    }
    return len(distances) + sum(distance < 0 for distance in distances)


def read_days(cells: pa.Array, order: DateOrder) -> DayColumn:
    """The days of a column. Each distinct text is read once."""
    encoded = cells.dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    days = np.array([_day(text, order) for text in texts] + [NO_DAY], dtype=np.int64)
    bad = np.array([_is_bad(text, day) for text, day in zip(texts, days, strict=False)] + [False])
    at = encoded.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False)
    return DayColumn(days[at], bad[at])


def _day(text: str, order: DateOrder) -> int:
    found = None if is_no_date(text) else read_date(text, order, serials=True)
    return NO_DAY if found is None else found.toordinal()


def _is_bad(text: str, day: int) -> bool:
    return bool(day == NO_DAY) and text not in BLANKS and not is_no_date(text)


def check_readable(column: DayColumn, cells: pa.Array, source: str) -> None:
    """Refuse a column that is half dates and half text: guessing would be worse than asking."""
    filled = int(column.known.sum() + column.bad.sum())
    bad = int(column.bad.sum())
    if bad <= (1 - READABLE) * filled:
        return
    example = cells[int(np.flatnonzero(column.bad)[0])].as_py()
    raise BadInput(
        f"Column {source!r} should hold dates, but {bad} of its {filled} cells are none "
        f"({example[:40]!r}, for example). Correct the column, or say in mapping.toml what it is."
    )


def check_not_swapped(
    cells: pa.Array, typed: Flags | None, days: DayColumn, order: OrderFound, source: str
) -> None:
    """Excel reads 04/05/2024 as a real date in its own order and leaves 13/05/2024 as text.

    Real dates with no day above 12 beside text with only days above 12 are such a column: about
    half its dates have day and month swapped, and nothing here can tell which.
    """
    if typed is None or not typed.any() or typed.all():
        return
    text = days.known & ~typed
    real = days.known & typed
    written = cells.filter(pa.array(text)).to_pylist()
    votes = votes_for_order(written)
    if not (votes.day_first or votes.month_first) or votes.either:
        return
    if not (_day_of_month(days.days[real]) <= 12).all():
        return
    raise BadInput(
        f"Column {source!r} holds real dates for some rows and text such as {written[0]!r} for "
        "others: a spreadsheet has read the days up to 12 as months. Export it again as CSV, or "
        "with the date column as text."
    )


def _day_of_month(days: Days) -> NDArray[np.int64]:
    epoch = 719163  # the ordinal of 1970-01-01
    moments = (days - epoch).astype("datetime64[D]")
    return np.asarray((moments - moments.astype("datetime64[M]")).astype(np.int64) + 1)
