"""Firms made up for tests: ratios of which some tell failure, and what happened."""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa

SEED = 7


@cache
def firms(number: int = 3000, *, gap_tells: bool = False) -> pa.Table:
    """`profit` (higher is safer), `debt` (riskier), `noise`, `year` 2001-2010, `failed`.

    With `gap_tells`, the profit of every third sound firm is missing, and of no failed one.
    """
    chance = np.random.default_rng(SEED)
    profit, debt, noise = (chance.normal(size=number) for _ in range(3))
    logit = -2.4 - 1.2 * profit + 0.8 * debt
    failed = chance.random(number) < 1 / (1 + np.exp(-logit))
    gaps = ~failed & (np.arange(number) % 3 == 0) & gap_tells
    return pa.table(
        {
            "profit": pa.array(profit, mask=gaps),
            "debt": debt,
            "noise": noise,
            "year": 2001 + np.arange(number) % 10,
            "failed": failed.astype(np.int64),
        }
    )
