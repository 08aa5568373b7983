"""How wide must the bands be, so that four of five weeks fall into them?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duly.analytics.cash_forecast.horizon import Whole
from duly.analytics.foresight.curves import Floats

LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
# The first month is known from open invoices, the rest mostly from billing: two kinds of error.
NEAR_WEEKS = 4
_FEWEST = 12
# So many past weeks of a currency have to speak against the bands as simulated: weeks overlap and
# err together, so that a few months of them can be off by a quarter by chance.
_STRENGTH = 15.0
_NARROWEST, _WIDEST = 0.5, 4.0


@dataclass(frozen=True, slots=True)
class Bands:
    """By how much the distance from the middle is stretched: in the near weeks, and in the others.

    1 leaves the simulated band as it is. Measured on past forecasts (see `measured_bands`).
    """

    near: float = 1.0
    far: float = 1.0

    def stretch(self, weeks: Whole) -> Floats:
        """The factor of each week, counted from 0."""
        return np.where(weeks < NEAR_WEEKS, self.near, self.far)


def quantiles(sums: Floats, stretch: Floats) -> tuple[Floats, Floats, Floats]:
    """P10, P50 and P90 of sums by group, draw and column.

    `stretch` has a factor a column: the draws move that much away from their middle, or to it.
    Stretching takes nothing below zero; what was drawn below it (more credited than billed) stays.
    """
    levels = np.quantile(sums, (LOW, MIDDLE, HIGH), axis=1)
    return banded(levels, stretch)


def banded(levels: Floats, stretch: Floats) -> tuple[Floats, Floats, Floats]:
    """P10, P50 and P90 as drawn (the rows of `levels`), stretched away from the middle."""
    low, middle, high = levels
    floor = np.minimum(np.minimum(middle, 0.0), low)
    return (
        np.maximum(middle - stretch * (middle - low), floor),
        middle,
        middle + stretch * (high - middle),
    )


def measured_bands(
    weeks: Whole,
    actual: Floats,
    low: Floats,
    middle: Floats,
    high: Floats,
    *,
    different_weeks: int,
) -> Bands:
    """The factors at which four of five past weeks would have fallen into their bands.

    One entry a past forecast and week: how many weeks ahead it was (from 0), what came in, and what
    had been simulated without a factor. Split conformal on the distance from the middle in units
    of the band's own half-width (handbook 10 section 4), drawn towards 1 as far as there are
    few `different_weeks` of a currency among the entries; with too few entries the bands stay as
    they are.
    """
    half = np.where(actual >= middle, high - middle, middle - low)
    distance = np.abs(actual - middle)
    away = np.where(distance == 0, 0.0, distance / np.maximum(half, 1e-9))
    near = weeks < NEAR_WEEKS
    own = different_weeks / (different_weeks + _STRENGTH)
    return Bands(_factor(away[near], own), _factor(away[~near], own))


def _factor(away: Floats, own: float) -> float:
    if len(away) < _FEWEST:
        return 1.0
    rank = min(len(away), int(np.ceil((len(away) + 1) * (HIGH - LOW))))
    measured = float(np.clip(np.sort(away)[rank - 1], _NARROWEST, _WIDEST))
    return float(measured**own)
