"""How far does a straight line get from a customer's usual to the odds of each day?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duly.analytics.foresight.curves import Floats, Whole
from duly.analytics.foresight.panel import Panel
from duly.analytics.foresight.shrinkage import shrunk

# Few and steady, so that a line through them can be trusted where trees would guess.
COLUMNS = (
    "mean",
    "long_mean",
    "slow_mean",
    "fast_mean",
    "last_five_mean",
    "usual_days_to_pay",
    "spread",
    "disputed_share",
    "size",
    "size_above_usual",
    "open_count",
    "overdue_share",
    "issue_month_day",
    "due_month_day",
)
# What the two figures of each threshold are made of.
OWN = ("count", "mean", "spread")
_RIDGE = 3.0
_MOST_STEPS = 25
_SIZES = (1.0, 0.5, 0.1, 0.02)
# Steps that lower the loss by less than such a share of it are no longer worth their time.
_LITTLE = 1e-9
_FARTHEST = 4.0
_SAFE = 1e-3


@dataclass(frozen=True, slots=True)
class Line:
    """Log odds of P(days late <= day) as sums of standardised figures, one set a threshold.

    `usual` are the mean and the spread of days late over the whole book, where the customer's own
    are drawn to; `middle` and `scale` standardise, `weights` has a row a threshold: two figures of
    its own (the shrunk share's log odds; how many spreads the day lies from the usual), then
    `COLUMNS`, then the constant.
    """

    days: Whole
    usual: tuple[float, float]
    middle: Floats
    scale: Floats
    weights: Floats

    def log_odds(self, panel: Panel, base: Floats) -> Floats:
        """A row a moment, a column a threshold; `base` are the shrunk shares of these moments."""
        sums = [
            self.contributions(panel, base, place).sum(axis=1) for place in range(len(self.days))
        ]
        return np.column_stack(sums)

    def contributions(self, panel: Panel, base: Floats, place: int) -> Floats:
        """What each figure adds to the log odds of one threshold."""
        own = _own(panel, base[:, place], int(self.days[place]), self.usual)
        figures = np.column_stack([own, _shared(panel)])
        ready = _standardised(figures, self.middle[place], self.scale[place])
        return np.asarray(ready * self.weights[place])


def fit_line(panel: Panel, late: Whole, horizon: Whole, base: Floats, *, days: Whole) -> Line:
    """Learn from invoices old enough to tell, paid or not (as `fit_boosted` does)."""
    shared = _shared(panel)
    usual = _usual(panel)
    middle, scale = [], []
    weights: list[Floats] = []
    for place, day in enumerate(days.tolist()):
        is_old = horizon >= day
        figures = np.column_stack([_own(panel, base[:, place], day, usual), shared])[is_old]
        known = ~np.isnan(figures)
        count = np.maximum(known.sum(axis=0), 1)
        middle.append(np.where(known, figures, 0.0).sum(axis=0) / count)
        off = np.where(known, figures - middle[-1], 0.0)
        scale.append(np.sqrt((off**2).sum(axis=0) / count) + 1e-9)
        ready = _standardised(figures, middle[-1], scale[-1])
        is_paid = (late[is_old] <= day).astype(np.float64)
        # The line of the day before is near.
        start = weights[-1] if weights else _constant(ready, is_paid)
        weights.append(_logistic(ready, is_paid, start))
    return Line(days, usual, np.array(middle), np.array(scale), np.array(weights))


def log_odds(share: Floats) -> Floats:
    """Log odds of probabilities, kept away from certainty."""
    safe = np.clip(share, _SAFE, 1 - _SAFE)
    return np.asarray(np.log(safe / (1 - safe)))


def _own(panel: Panel, share: Floats, day: int, usual: tuple[float, float]) -> Floats:
    """The threshold's own figures: its shrunk share, and its distance from the usual."""
    count, mean, spread = (_column(panel, name) for name in OWN)
    number = np.nan_to_num(count)
    middle = shrunk(number, np.nan_to_num(mean), usual[0])
    wide = np.sqrt(shrunk(number, np.where(np.isnan(spread), usual[1], spread) ** 2, usual[1] ** 2))
    return np.column_stack([log_odds(share), (day + 0.5 - middle) / np.maximum(wide, 0.5)])


def _shared(panel: Panel) -> Floats:
    return np.column_stack([_column(panel, name) for name in COLUMNS])


def _usual(panel: Panel) -> tuple[float, float]:
    """Mean and spread of days late over customers of whom something is known."""
    mean, spread = (_column(panel, name) for name in ("mean", "spread"))
    known, wide = mean[~np.isnan(mean)], spread[~np.isnan(spread)]
    middle = float(known.mean()) if len(known) else 0.0
    return middle, max(float(np.sqrt((wide**2).mean())) if len(wide) else 0.0, 1.0)


def _column(panel: Panel, name: str) -> Floats:
    return np.asarray(panel.figures[:, panel.names.index(name)])


def _standardised(figures: Floats, middle: Floats, scale: Floats) -> Floats:
    ready = np.clip(np.nan_to_num((figures - middle) / scale), -_FARTHEST, _FARTHEST)
    return np.column_stack([ready, np.ones(len(ready))])


def _logistic(figures: Floats, is_paid: Floats, start: Floats) -> Floats:
    """Ridge logistic regression by Newton's steps; the constant is not drawn to zero.

    The loss has one lowest point, so that `start` only decides how soon it is found.
    """
    penalty = np.full(figures.shape[1], _RIDGE)
    penalty[-1] = _SAFE
    weights, odds = start, figures @ start
    loss = _loss(odds, is_paid, weights, penalty)
    for _ in range(_MOST_STEPS):
        chance = 1.0 / (1.0 + np.exp(-np.clip(odds, -30, 30)))
        steepness = np.maximum(chance * (1 - chance), 1e-6)
        slope = figures.T @ (is_paid - chance) - penalty * weights
        curve = (figures * steepness[:, None]).T @ figures + np.diag(penalty)
        step = np.asarray(np.linalg.solve(curve, slope), dtype=np.float64)
        ahead = figures @ step
        # A whole step may lead uphill; then the first part of it that does not is taken.
        for size in _SIZES:
            lower = _loss(odds + size * ahead, is_paid, weights + size * step, penalty)
            if lower < loss:
                break
        else:
            return weights
        gained, loss = loss - lower, lower
        weights, odds = weights + size * step, odds + size * ahead
        if gained < _LITTLE * loss:
            return weights
    return weights


def _constant(figures: Floats, is_paid: Floats) -> Floats:
    """Where every moment has the same odds: the share that was paid."""
    share = (is_paid.sum() + 0.5) / (len(is_paid) + 1.0)
    weights: Floats = np.zeros(figures.shape[1])
    weights[-1] = np.log(share / (1 - share))
    return weights


def _loss(odds: Floats, is_paid: Floats, weights: Floats, penalty: Floats) -> float:
    missed = np.logaddexp(0.0, odds) - is_paid * odds
    return float(missed.sum() + (penalty * weights**2).sum() / 2)
