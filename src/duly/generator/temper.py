"""How does a customer pay: how late, how steadily, on which payment runs?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duly.generator.chance import Flags, Floats, Indices, pick
from duly.generator.days import Days
from duly.generator.markets import MARKETS

# share of accounts; usual days late, from and to; spread from day to day
_TEMPERS = (
    ("anticipator", 0.13, -16, -7, 3.0),
    ("prompt", 0.46, -8, -2, 2.0),
    ("habitually late", 0.20, 5, 34, 6.0),
    ("drifting", 0.06, -5, 1, 3.0),
    ("seasonal", 0.06, -5, 1, 3.0),
    ("erratic", 0.09, -4, 8, 16.0),
)
_DRIFTING, _SEASONAL = 3, 4
_RUN_SHARES = (0.36, 0.38, 0.12, 0.14)
YEAR_DAYS = 365.25


@dataclass(frozen=True, slots=True)
class Temper:
    """Columns per account. Days late are `late_days` + what drift, season and distress add.

    `drift_days` are added in full from `drift_from` + `drift_over` on, and in part before.
    Rates are chances per invoice: paid in two parts, paid short, disputed, followed by a credit
    note; `promise_rate` per overdue invoice, `kept_rate` per promise.
    """

    late_days: Floats
    late_spread: Floats
    drift_days: Floats
    drift_from: Days
    drift_over: Floats
    season_days: Floats
    season_phase: Floats
    run_kind: Indices
    run_day: Indices
    partial_rate: Floats
    short_rate: Floats
    dispute_rate: Floats
    credit_rate: Floats
    promise_rate: Floats
    kept_rate: Floats


def draw_temper(
    rng: np.random.Generator, market: Indices, health: Floats, until: int, span: int
) -> Temper:
    """The paying habits of all accounts. Poor health and slow countries add a few days."""
    count = len(market)
    kind = pick(rng, [share for _, share, *_ in _TEMPERS], count)
    low, high, spread = (np.array([row[i] for row in _TEMPERS], float)[kind] for i in (2, 3, 4))
    slower = np.array([m.slower_days for m in MARKETS])[market] - 1.5
    slower -= 1.2 * np.clip(health, -2, 2)
    run_kind, run_day = _runs(rng, count)
    drift_from, drift_over, drift_days = _drift(rng, kind == _DRIFTING, until, span)
    return Temper(
        late_days=low + (high - low) * rng.random(count) + slower,
        late_spread=spread * rng.uniform(0.7, 1.3, count),
        drift_days=drift_days,
        drift_from=drift_from,
        drift_over=drift_over,
        season_days=np.where(kind == _SEASONAL, rng.uniform(10, 30, count), 0),
        season_phase=rng.uniform(0, YEAR_DAYS, count),
        run_kind=run_kind,
        run_day=run_day,
        partial_rate=_rate(rng, 0.03, count),
        short_rate=_rate(rng, 0.052, count),
        dispute_rate=_rate(rng, 0.02, count),
        credit_rate=_rate(rng, 0.032, count),
        promise_rate=rng.uniform(0.1, 0.4, count),
        kept_rate=np.clip(rng.normal(0.82, 0.12, count), 0.1, 0.98),
    )


def wanted_lateness(temper: Temper, account: Indices, day: Days) -> Floats:
    """The days after the due date on which the customer means to pay, without any noise."""
    progress = (day - temper.drift_from[account]) / temper.drift_over[account]
    season = np.sin(2 * np.pi * (day - temper.season_phase[account]) / YEAR_DAYS)
    return (
        temper.late_days[account]
        + temper.drift_days[account] * np.clip(progress, 0, 1)
        + temper.season_days[account] * np.maximum(season, 0)
    )


def _drift(
    rng: np.random.Generator, drifts: Flags, until: int, span: int
) -> tuple[Days, Floats, Floats]:
    """Two in three who change become slower, the others quicker."""
    count = len(drifts)
    starts = until - (rng.uniform(0.1, 0.8, count) * span).astype(np.int64)
    days = np.where(
        rng.random(count) < 0.67, rng.uniform(10, 35, count), rng.uniform(-12, -4, count)
    )
    return starts, rng.uniform(90, 300, count), np.where(drifts, days, 0)


def _runs(rng: np.random.Generator, count: int) -> tuple[Indices, Indices]:
    kind = pick(rng, _RUN_SHARES, count)
    weekday, monthday = rng.integers(0, 5, count), rng.choice([1, 5, 10, 15, 20, 25, 28], count)
    return kind, np.where(kind >= 2, monthday, weekday)


def _rate(rng: np.random.Generator, mean: float, count: int) -> Floats:
    """Skewed: most accounts lie below the mean, a few far above."""
    return np.minimum(rng.gamma(0.8, mean / 0.8, count), 0.5)
