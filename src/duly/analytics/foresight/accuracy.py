"""How close did the forecasts come to what happened?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from duly.analytics.accuracy import auc, brier
from duly.analytics.foresight.curves import Floats

LEVELS = (0.1, 0.5, 0.9)
CLOSE_DAYS = 3


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Figures of a set of forecasts; None where a forecast has no such part, or none was made.

    `mae_days` and `within_3_days` judge P50, `rmse_days` the mean, `auc_late` and `brier_late`
    P(late), `coverage_80` and `width_80_days` the range from P10 to P90, `pinball` all three
    quantiles (the mean of their losses). Days late against the due date.
    """

    n: int
    mae_days: float | None = None
    rmse_days: float | None = None
    auc_late: float | None = None
    brier_late: float | None = None
    within_3_days: float | None = None
    coverage_80: float | None = None
    width_80_days: float | None = None
    pinball: float | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What was forecast, a number an invoice; `ranking` orders them where P(late) is none."""

    p50: Floats
    mean: Floats
    p10: Floats | None = None
    p90: Floats | None = None
    p_late: Floats | None = None
    ranking: Floats | None = None

    def take(self, places: NDArray[np.int64] | NDArray[np.bool_]) -> Answers:
        """The answers for some invoices."""
        return Answers(
            *(
                None if part is None else part[places]
                for part in (
                    self.p50,
                    self.mean,
                    self.p10,
                    self.p90,
                    self.p_late,
                    self.ranking,
                )
            )  # type: ignore[arg-type]
        )


def accuracy(late: Floats, answers: Answers) -> Accuracy:
    """The figures of handbook 10 section 4 for invoices whose days late are known."""
    if not len(late):
        return Accuracy(0)
    off = np.abs(late - answers.p50)
    ranking = answers.p_late if answers.ranking is None else answers.ranking
    is_late, ranges = (late > 0).astype(np.float64), _ranges(late, answers)
    return Accuracy(
        n=len(late),
        mae_days=float(off.mean()),
        rmse_days=float(np.sqrt(np.mean((late - answers.mean) ** 2))),
        auc_late=None if ranking is None else auc(ranking, is_late),
        brier_late=None if answers.p_late is None else brier(answers.p_late, is_late),
        within_3_days=float((off <= CLOSE_DAYS).mean()),
        **ranges,
    )


def pinball_loss(actual: ArrayLike, forecast: ArrayLike, level: float) -> Floats:
    """max(tau (y - q), (tau - 1) (y - q)): the true quantile costs least."""
    above = np.asarray(actual, dtype=np.float64) - np.asarray(forecast, dtype=np.float64)
    return np.asarray(np.maximum(level * above, (level - 1) * above))


def winkler_score(actual: ArrayLike, low: ArrayLike, high: ArrayLike, *, missing: float) -> Floats:
    """Width of an interval, and 2 / alpha for each day it missed by (`missing` is alpha)."""
    y, start, end = (np.asarray(part, dtype=np.float64) for part in (actual, low, high))
    missed = np.maximum(start - y, 0) + np.maximum(y - end, 0)
    return np.asarray(end - start + 2 / missing * missed)


def wape(forecast: ArrayLike, actual: ArrayLike) -> float | None:
    """Sum of |forecast - actual| over the sum of actual; None where nothing came."""
    told, came = (np.asarray(part, dtype=np.float64) for part in (forecast, actual))
    return float(np.abs(told - came).sum() / came.sum()) if came.sum() > 0 else None


def _ranges(late: Floats, answers: Answers) -> dict[str, float]:
    low, high = answers.p10, answers.p90
    if low is None or high is None:
        return {}
    losses = [
        pinball_loss(late, forecast, level).mean()
        for forecast, level in zip((low, answers.p50, high), LEVELS, strict=True)
    ]
    return {
        "coverage_80": float(((late >= low) & (late <= high)).mean()),
        "width_80_days": float((high - low).mean()),
        "pinball": float(np.mean(losses)),
    }
