"""With what probability is each invoice paid by each day?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

# Daily where most invoices are paid, coarser where few are: days late against the due date.
SUPPORT_DAYS: Whole = np.array(
    [
        *(-365, -180, -120, -90, -75, -60, -50, -40, -35),
        *range(-30, 61),
        *range(63, 91, 3),
        *range(95, 121, 5),
        *range(130, 181, 10),
        *(195, 210, 240, 270, 300, 330, 365),
    ],
    dtype=np.int64,
)
_ROUNDING = 1e-9
# Curves by the day are wide: so many are looked at together, and then let go of.
AT_ONCE = 8_192


class Curves(Protocol):
    """The curves of some invoices, made where they are looked at."""

    @property
    def invoice_ids(self) -> NDArray[np.object_]:
        """Of which invoices, in their order."""

    def __len__(self) -> int:
        """How many there are."""

    def take(self, places: Whole) -> PaymentCurves:
        """The curves of some invoices, in the order of `places`."""


def parts(count: int) -> Iterator[Whole]:
    """The places of so many rows, some after the other; of no rows, one part without any."""
    for start in range(0, max(count, 1), AT_ONCE):
        yield np.arange(start, min(start + AT_ONCE, count))


@dataclass(frozen=True, slots=True)
class PaymentCurves:
    """One row an invoice: P(days late <= d), for the days d of one ascending grid.

    Days late are counted from the due date, below zero when early. `cumulative` has a row an
    invoice and a column a day of `support_days`; it never falls, and what it lacks to 1 in the
    last column is the probability of no payment by then ("never within a year"). Between two
    days of the grid the mass lies evenly on the whole days after the first; what is paid before
    the grid begins counts on its first day. `open_through_days` is the last day late on which
    the invoice is known to have been open (-1_000_000: nothing is known); no mass lies up to it.
    """

    invoice_ids: NDArray[np.object_]
    support_days: Whole
    cumulative: Floats
    open_through_days: Whole | None = None

    def __post_init__(self) -> None:
        if self.cumulative.shape != (len(self.invoice_ids), len(self.support_days)):
            raise ValueError("cumulative needs a row an invoice and a column a day of the grid")
        if np.any(np.diff(self.support_days) <= 0):
            raise ValueError("support_days must ascend")
        if _falls(self.cumulative) or _is_outside(self.cumulative):
            raise ValueError("cumulative must not fall, and must lie between 0 and 1")

    def __len__(self) -> int:
        return len(self.invoice_ids)

    @property
    def probability_never(self) -> Floats:
        """P(not paid by the last day of the grid, a year late)."""
        return np.asarray(1.0 - self.cumulative[:, -1])

    @property
    def probability_late(self) -> Floats:
        """P(paid after the due date, or never)."""
        return self.probability_later_than(0)

    def probability_later_than(self, days: ArrayLike) -> Floats:
        """P(days late > `days`, or never); `days` is one number, or one an invoice."""
        return np.asarray(1.0 - self.probability_by(days))

    def probability_by(self, days: ArrayLike) -> Floats:
        """P(days late <= `days`): one number, one an invoice, or a row of them an invoice."""
        asked = np.asarray(days, dtype=np.float64)
        wide = np.broadcast_to(asked if asked.ndim else asked[None], _wide(asked, len(self)))
        wide = wide if wide.ndim == 2 else wide[:, None]
        place = np.searchsorted(self.support_days, wide, side="right")
        padded = np.hstack([np.zeros((len(self), 1)), self.cumulative])
        below = np.take_along_axis(padded, place, axis=1)
        above = np.take_along_axis(padded, np.minimum(place + 1, len(self.support_days)), axis=1)
        start, end = self._gap(place)
        share = np.clip((np.floor(wide) - start) / np.maximum(end - start, 1), 0.0, 1.0)
        inside = (place > 0) & (place < len(self.support_days))
        found = np.where(inside, below + share * (above - below), below)
        return found if asked.ndim == 2 else found[:, 0]

    def quantile(self, probability: ArrayLike) -> Floats:
        """The first whole day late by which the invoice is paid with this probability.

        `probability` is one number, one an invoice, or a row of them an invoice (for draws). NaN
        where the probability of ever being paid within the grid does not reach it.
        """
        asked = np.asarray(probability, dtype=np.float64)
        wide = np.broadcast_to(asked if asked.ndim else asked[None], _wide(asked, len(self)))
        wide = wide if wide.ndim == 2 else wide[:, None]
        place = _first_reaching(self.cumulative, wide)
        padded = np.hstack([np.zeros((len(self), 1)), self.cumulative])
        below = np.take_along_axis(padded, place, axis=1)
        above = np.take_along_axis(padded, np.minimum(place + 1, len(self.support_days)), axis=1)
        start, end = self._gap(place)
        share = (wide - below) / np.maximum(above - below, _ROUNDING)
        days = start + np.clip(np.ceil(share * (end - start) - 1e-6), 1, np.maximum(end - start, 1))
        days = np.where(place == 0, float(self.support_days[0]), days)
        days = np.where(place == len(self.support_days), np.nan, days)
        return days if asked.ndim == 2 else days[:, 0]

    def mean(self, *, never_days: float | None = None) -> Floats:
        """Mean days late.

        The mass of never is left out (the mean of those that are paid within the grid) unless
        `never_days` says how late it shall count. NaN where no payment is expected at all.
        """
        mass = np.diff(self.cumulative, axis=1, prepend=0.0)
        total = np.sum(mass * self._middles(), axis=1)
        if never_days is not None:
            return np.asarray(total + self.probability_never * never_days)
        paid = self.cumulative[:, -1]
        return np.where(paid > _ROUNDING, total / np.maximum(paid, _ROUNDING), np.nan)

    def conditional_on_open(self, elapsed_days: ArrayLike) -> PaymentCurves:
        """The curves given that each invoice was still open at the end of a day.

        `elapsed_days` is that day against the due date (below zero before it is due), one number
        or one an invoice. The mass up to it is taken away and the rest scaled to 1; where nothing
        is left, the invoice is never paid: the curve had not thought it possible to be open.
        """
        elapsed = np.broadcast_to(np.asarray(elapsed_days, dtype=np.int64), (len(self),))
        if self.open_through_days is not None and np.all(self.open_through_days >= elapsed):
            return self
        known = self.probability_by(elapsed)
        left = 1.0 - known
        scaled = (self.cumulative - known[:, None]) / np.maximum(left, _ROUNDING)[:, None]
        is_later = self.support_days[None, :] > elapsed[:, None]
        kept = np.where(is_later & (left > _ROUNDING)[:, None], np.clip(scaled, 0.0, 1.0), 0.0)
        through = np.maximum(elapsed, self._open_through())
        return replace(self, cumulative=kept, open_through_days=through)

    def take(self, places: NDArray[np.int64]) -> PaymentCurves:
        """The curves of some invoices, in the order of `places`."""
        through = None if self.open_through_days is None else self.open_through_days[places]
        ids, rows = self.invoice_ids[places], self.cumulative[places]
        return PaymentCurves(ids, self.support_days, rows, through)

    def _open_through(self) -> Whole:
        if self.open_through_days is None:
            return np.full(len(self), -1_000_000, dtype=np.int64)
        return self.open_through_days

    def _gap(self, place: NDArray[np.int64]) -> tuple[Floats, Floats]:
        """The days after the first and up to the second hold the mass that `place` adds."""
        last = len(self.support_days) - 1
        end = self.support_days[np.minimum(place, last)].astype(np.float64)
        start = self.support_days[np.clip(place - 1, 0, last)].astype(np.float64)
        through = self._open_through()[:, None]
        return np.where(through < end, np.maximum(start, through), start), end

    def _middles(self) -> Floats:
        """The mean day of the mass that each column adds, a row an invoice."""
        place = np.arange(len(self.support_days))[None, :]
        start, end = self._gap(np.broadcast_to(place, self.cumulative.shape))
        middles = (start + 1 + end) / 2
        middles[:, 0] = self.support_days[0]
        return middles


def curves_from_mass(
    invoice_ids: NDArray[np.object_], mass: Floats, *, support_days: Whole = SUPPORT_DAYS
) -> PaymentCurves:
    """Curves from the probability of each day of the grid; rounding beyond 1 is taken off."""
    cumulative = np.clip(np.cumsum(np.clip(mass, 0.0, None), axis=1), 0.0, 1.0)
    return PaymentCurves(invoice_ids, support_days, cumulative)


def _wide(asked: NDArray[np.float64], count: int) -> tuple[int, ...]:
    """One number for all and one an invoice become one an invoice; a row an invoice stays."""
    return (count, asked.shape[1]) if asked.ndim == 2 else (count,)


def _first_reaching(cumulative: Floats, probability: Floats) -> NDArray[np.int64]:
    """The first column of each row that reaches the probability; the width where none does."""
    rows, width = cumulative.shape
    # One search for all rows: each row is moved into a band of numbers of its own.
    bands = 2.0 * np.arange(rows)[:, None]
    flat = (cumulative + bands).ravel()
    found = np.searchsorted(flat, (probability + bands - _ROUNDING).ravel(), side="left")
    places = found.reshape(probability.shape) - np.arange(rows)[:, None] * width
    return np.asarray(places, dtype=np.int64)


def _falls(cumulative: Floats) -> bool:
    steps = cumulative[:, 1:] - cumulative[:, :-1]
    return bool(steps.min(initial=0.0) < -_ROUNDING)


def _is_outside(cumulative: Floats) -> bool:
    """What never falls lies between its first day and its last."""
    first, last = cumulative[:, :1], cumulative[:, -1:]
    return bool(np.any(first < -_ROUNDING) or np.any(last > 1 + _ROUNDING))
