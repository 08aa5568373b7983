"""How wide must a range be, so that it holds as often as it says, also when times change?"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from duly.analytics.foresight.curves import Floats, PaymentCurves, Whole

COVERAGE = 0.8
# The latest so many invoices of a kind set its level, and fewer than so many set none.
WINDOW = 1500
FEWEST = 60
# Paid invoices of the account: none, 1 to 4, 5 to 19, 20 and more.
BANDS = (1, 5, 20)
_WIDEST = 1e-3


@dataclass(frozen=True, slots=True)
class Calibration:
    """Past forecasts of invoices that have come of age since, each with how far out it lay.

    `known` is the day from which a forecast counts (1970 is 0), `bands` the length of history of
    its account, `scores` the largest tail that could have been cut off on both sides of its curve
    with the day of payment still inside.
    """

    known: Whole
    bands: Whole
    scores: Floats

    def tails(self, scored: Whole, bands: Whole) -> Floats:
        """What to cut off on each side of the curve of each invoice, as of its day of scoring.

        The range from this to one minus it has held for 80 % of the latest past forecasts of
        accounts with as long a history; of all accounts, where those are too few.
        """
        found = np.empty(len(scored))
        for day in np.unique(scored):
            for band in np.unique(bands[scored == day]):
                found[(scored == day) & (bands == band)] = self._tail(int(day), int(band))
        return found

    def extended(self, known: Whole, bands: Whole, scores: Floats) -> Calibration:
        """With later forecasts added."""
        return Calibration(
            np.concatenate([self.known, known]),
            np.concatenate([self.bands, bands]),
            np.concatenate([self.scores, scores]),
        )

    def _tail(self, day: int, band: int) -> float:
        is_known = self.known <= day
        for chosen in (is_known & (self.bands == band), is_known):
            if chosen.sum() >= FEWEST:
                order = np.argsort(self.known[chosen], kind="stable")
                return tail_level(self.scores[chosen][order][-WINDOW:])
        return (1 - COVERAGE) / 2


def insideness(curves: PaymentCurves, late: Floats) -> Floats:
    """The largest tail that leaves the day inside: min(P(T <= day), P(T >= day)).

    It measures distance in the invoice's own spread, so that a range may be narrow for a customer
    who pays like clockwork and wide for one who does not.
    """
    return np.minimum(curves.probability_by(late), 1.0 - curves.probability_by(late - 1))


def tail_level(scores: Floats, *, coverage: float = COVERAGE) -> float:
    """The tail to cut off on both sides so that `coverage` of these were inside."""
    width = conformal_quantile(-scores, coverage=coverage)
    return float(np.clip(-width, _WIDEST, 0.5)) if math.isfinite(width) else _WIDEST


def conformal_quantile(scores: Floats, *, coverage: float) -> float:
    """The k-th smallest score, k = ceil((n + 1) coverage); infinite where k is beyond n."""
    rank = math.ceil((len(scores) + 1) * coverage - 1e-9)
    return math.inf if rank > len(scores) else float(np.partition(scores, rank - 1)[rank - 1])


def history_band(count: Floats) -> Whole:
    """The place in `BANDS` of a number of paid invoices."""
    return np.searchsorted(np.array(BANDS), np.nan_to_num(count), side="right").astype(np.int64)
