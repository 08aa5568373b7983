"""What was each currency worth, day by day, in the invented world?"""

from __future__ import annotations

import numpy as np

from duly.generator.chance import Floats, Stream, stream
from duly.generator.columns import Rows, dates, repeated, rows
from duly.generator.customers import level
from duly.generator.days import day_number
from duly.generator.plan import BookPlan

DAILY_MOVE = 0.003
PULL_HOME = 0.004
SOURCE = "synthetic"


def rate_rows(plan: BookPlan) -> list[Rows]:
    """Business-day rates of every other currency against the first one of the plan (`base`):
    one base is worth `rate` quotes. A random walk pulled back to its level; no published rate
    is copied."""
    days = _business_days(plan)
    rng = stream(plan.seed, Stream.RATES)
    base, *quotes = plan.currencies
    return [
        rows(
            "rates",
            np.zeros(len(days), np.int64),
            base=repeated(base, len(days)),
            quote=repeated(quote, len(days)),
            on=dates(days),
            rate=np.round(level(quote) / level(base) * _walk(rng, len(days)), 6),
            source=repeated(SOURCE, len(days)),
        )
        for quote in quotes
    ]


def _business_days(plan: BookPlan) -> np.ndarray:
    days = np.arange(day_number(plan.since), day_number(plan.until) + 1)
    return days[(days + 3) % 7 < 5]


def _walk(rng: np.random.Generator, count: int) -> Floats:
    moves = rng.normal(0, DAILY_MOVE, count)
    path, place = np.empty(count), 0.0
    for step in range(count):
        place = place * (1 - PULL_HOME) + moves[step]
        path[step] = place
    return np.exp(path)
