"""What came of what was said to come, by how likely it was said to be?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from duly.analytics.cash_forecast.horizon import WEEK, Whole
from duly.analytics.foresight.curves import Floats

# Probabilities are told apart where it matters most: close to none, and close to certain.
_EDGES = np.array([0.01, 0.03, 0.06, *np.arange(0.1, 0.95, 0.05), 0.97, 0.99])
_BINS = len(_EDGES) + 1
# Kinds err for different reasons: what is not due and what is late; soon, and later on.
_FIRST_WEEKS = np.array([0, 1, 2, 4, 8])
_KINDS = 2 * len(_FIRST_WEEKS)
# So many weeks of an item speak for what was said; the past has to outweigh them.
_STRENGTH = 100.0
# A quarter on, what was seen counts half: models are fitted anew, and times change.
_HALF_LIFE_DAYS = 91.0


@dataclass(frozen=True, slots=True)
class Correction:
    """What share of the cash came where so much was said to: by how soon, of what is due and late.

    Rows of `said` and `came` are the kinds (see `_kind`), their columns ascend from 0 to 1. Curves
    say when an invoice is settled to the last cent; most cash comes before, so that they are late
    with it.
    """

    said: Floats
    came: Floats

    def of(self, by_end: Floats, past_due_days: Whole, weeks: Whole) -> Floats:
        """The probabilities as the past would have them, a row an item; they never fall.

        `weeks` tells for each column in which week it ends, from 0.
        """
        found = np.empty_like(by_end)
        for late, rows in ((False, past_due_days <= 0), (True, past_due_days > 0)):
            for column, week in enumerate(weeks.tolist()):
                kind = int(_kind(np.array(late), week))
                found[rows, column] = np.interp(
                    by_end[rows, column], self.said[kind], self.came[kind]
                )
        return np.maximum.accumulate(found, axis=1)


NO_CORRECTION = Correction(np.tile([0.0, 1.0], (_KINDS, 1)), np.tile([0.0, 1.0], (_KINDS, 1)))


@dataclass(frozen=True, slots=True)
class SaidAndCame:
    """Sums over past forecasts: a row a forecast and week, by kind and bin of what was said.

    `known` is the day (ordinal) at whose end it was known what came. `sums` are the weight, what
    was said and what came, each weighted.
    """

    known: Whole
    sums: Floats

    def correction(self, as_of: date) -> Correction:
        """What is learned from all that was known at the end of a day."""
        age = as_of.toordinal() - self.known
        fresh = np.where(age >= 0, 0.5 ** (age / _HALF_LIFE_DAYS), 0.0)
        weight, said, came = np.tensordot(fresh, self.sums, axes=1)
        middle = np.array([0.0, *_EDGES, 1.0])
        middle = (middle[1:] + middle[:-1]) / 2
        level = np.divide(said, weight, out=np.tile(middle, (_KINDS, 1)), where=weight > 0)
        share = (came + _STRENGTH * level) / (weight + _STRENGTH)
        even = np.array(
            [_ascending(own, many + _STRENGTH) for own, many in zip(share, weight, strict=True)]
        )
        ends = np.zeros((_KINDS, 1)), np.ones((_KINDS, 1))
        return Correction(np.hstack([ends[0], level, ends[1]]), np.hstack([ends[0], even, ends[1]]))


def said_and_came(
    origin: date, said: Floats, came: Floats, *, past_due_days: Whole, weights: Floats
) -> SaidAndCame:
    """One past forecast: P(in by the end of each week), and the share of each item that was.

    Tables have a row an item and a column a week; only weeks that are over may be given. An item
    counts with its weight.
    """
    weeks = said.shape[1]
    sums = np.zeros((weeks, 3, _KINDS, _BINS))
    place = np.searchsorted(_EDGES, said)
    for week in range(weeks):
        cell = _kind(past_due_days > 0, week) * _BINS + place[:, week]
        for row, value in enumerate((np.ones(len(said)), said[:, week], came[:, week])):
            counted = np.bincount(cell, weights * value, minlength=_KINDS * _BINS)
            sums[week, row] = counted.reshape(_KINDS, _BINS)
    known = origin.toordinal() + WEEK * np.arange(1, weeks + 1)
    return SaidAndCame(known, sums)


def together(parts: list[SaidAndCame]) -> SaidAndCame:
    """Those of several past forecasts."""
    return SaidAndCame(
        np.concatenate([part.known for part in parts]),
        np.concatenate([part.sums for part in parts]),
    )


def _kind(is_late: NDArray[np.bool_], week: int) -> Whole:
    """Not due before late, and within each the soonest weeks first."""
    soon = int(np.searchsorted(_FIRST_WEEKS, week, side="right")) - 1
    return np.asarray(is_late.astype(np.int64) * len(_FIRST_WEEKS) + soon)


def _ascending(values: Floats, weights: Floats) -> Floats:
    """The nearest values that never fall: neighbours that do share their mean."""
    pools: list[list[float]] = []
    for value, weight in zip(values.tolist(), weights.tolist(), strict=True):
        pools.append([value, weight, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            last, before = pools.pop(), pools.pop()
            both = before[1] + last[1]
            mean = (before[0] * before[1] + last[0] * last[1]) / both
            pools.append([mean, both, before[2] + last[2]])
    return np.repeat([pool[0] for pool in pools], [int(pool[2]) for pool in pools])
