"""At which days late does a model answer, and what lies between them?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duly.analytics.foresight.curves import SUPPORT_DAYS, Floats, PaymentCurves, Whole
from duly.analytics.foresight.evidence import NEVER, Evidence
from duly.analytics.foresight.panel import Texts
from duly.analytics.foresight.shrinkage import shrunk
from duly.analytics.foresight.survival import still_open

# What people ask for, whatever the book.
ALWAYS = (0, 30, 60, 90)
_LEVELS = (
    *(0.005, 0.01, 0.02, 0.035, 0.05, 0.075),
    *np.linspace(0.1, 0.9, 17),
    *(0.925, 0.95, 0.965, 0.98, 0.99, 0.995),
)
_MOST = (0.05, 0.95)
_DENSE_DAYS = 20
_EARLIEST, _LATEST = -60, 180


@dataclass(frozen=True, slots=True)
class ThresholdCurves:
    """Curves as a model tells them, a row an invoice and a column a threshold (see `filled_in`).

    Where `open_through_days` is told they are those given that each invoice was still open then.
    """

    invoice_ids: Texts
    shares: Floats
    days: Whole
    shape: Floats
    open_through_days: Whole | None = None

    def __len__(self) -> int:
        return len(self.invoice_ids)

    def take(self, places: Whole) -> PaymentCurves:
        """The curves of some invoices by the day, in the order of `places`."""
        ids, shares = self.invoice_ids[places], self.shares[places]
        found = filled_in(ids, shares, days=self.days, shape=self.shape)
        through = self.open_through_days
        return found if through is None else found.conditional_on_open(through[places])

    def whole(self) -> PaymentCurves:
        """All curves by the day, of few invoices."""
        return self.take(np.arange(len(self)))


def thresholds(late: Whole) -> Whole:
    """Days late that part what was paid into about equal shares, closer together in the tails.

    Where most are paid within a few days, each of those days is one.
    """
    paid = late[late < NEVER]
    cuts = np.quantile(paid, _LEVELS, method="lower") if len(paid) else np.zeros(len(_LEVELS))
    days = {int(day) for day in np.clip(cuts, _EARLIEST, _LATEST)}
    low, high = (int(cuts[_LEVELS.index(level)]) for level in _MOST)
    every = range(low, high + 1) if high - low <= _DENSE_DAYS else ()
    return np.array(sorted(days | set(ALWAYS) | set(every)), dtype=np.int64)


def portfolio_shape(evidence: Evidence, *, on: int, prior: Floats) -> Floats:
    """P(days late <= d) over the whole book, for the days of the grid, as known on a day.

    Of the invoices open at a day late, some are paid on it and the rest stay open (Kaplan-Meier);
    an invoice not yet so old leaves the count. `prior` weighs as five invoices.
    """
    age = on - 1 - evidence.due
    is_paid = evidence.late <= age
    left = still_open(np.minimum(evidence.late, age), is_paid, at=SUPPORT_DAYS)
    return shrunk(float(len(evidence)), 1.0 - left, prior)


def filled_in(invoice_ids: Texts, shares: Floats, *, days: Whole, shape: Floats) -> PaymentCurves:
    """Curves through P(late <= day) at the thresholds; between them as the whole book is paid.

    Shares that fall from one threshold to the next are evened out first.
    """
    up = np.maximum.accumulate(shares, axis=1)
    down = np.minimum.accumulate(shares[:, ::-1], axis=1)[:, ::-1]
    even = np.clip((up + down) / 2, 0.0, 1.0)
    place = np.searchsorted(days, SUPPORT_DAYS, side="right")
    anchors = np.hstack([np.zeros((len(even), 1)), even])
    at = np.concatenate([[0.0], np.interp(days, SUPPORT_DAYS, shape)])
    tops = np.append(at[1:], shape[-1])
    share = (shape - at[place]) / np.maximum(tops[place] - at[place], 1e-12)
    share = np.clip(np.where(np.isin(SUPPORT_DAYS, days), 0.0, share), 0.0, 1.0)
    last = _paid_after(even[:, -1], shape=shape, at=float(at[-1]))
    below = anchors.take(place, axis=1)
    found = np.hstack([even, last[:, None]]).take(place, axis=1)
    # Below and a share of the way up, without another wide table for each step.
    found -= below
    found *= share
    found += below
    return PaymentCurves(invoice_ids, SUPPORT_DAYS, np.clip(found, 0.0, 1.0, out=found))


def _paid_after(by_last: Floats, *, shape: Floats, at: float) -> Floats:
    """P(paid within the grid): what is open at the last threshold is paid as in the whole book."""
    of_rest = (shape[-1] - at) / max(1.0 - at, 1e-12)
    return np.asarray(by_last + (1.0 - by_last) * of_rest)
