"""Which accounts should be looked at first: whose risk is high, or has risen most?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

WARNINGS = pa.schema(
    [
        ("account_id", pa.string()),
        ("probability", pa.float64()),
        ("before", pa.float64()),
        ("rise", pa.float64()),
        ("is_above_threshold", pa.bool_()),
        ("has_risen", pa.bool_()),
    ]
)
THRESHOLD = 0.2
RISE = 0.1


def early_warnings(
    now: pa.Table, before: pa.Table, *, threshold: float = THRESHOLD, rise: float = RISE
) -> pa.Table:
    """The accounts whose probability is at or above `threshold`, or rose by `rise` or more.

    `now` and `before` are `LateRisk.accounts` of two days by the same model. Columns: account_id,
    probability, before (null where the account was not scored then), rise (null likewise),
    is_above_threshold, has_risen. The largest rise first, then the most probable; an account
    without a probability gives no warning.
    """
    names = now.column("account_id").to_pylist()
    earlier = dict(zip(before.column("account_id").to_pylist(), _chances(before), strict=True))
    chances = _chances(now)
    known = np.array([earlier.get(name, np.nan) for name in names], dtype=np.float64)
    risen = chances - known
    is_above, has_risen = chances >= threshold, risen >= rise
    chosen = np.flatnonzero(is_above | has_risen)
    order = chosen[np.lexsort((-chances[chosen], -np.nan_to_num(risen[chosen])))]
    return pa.table(
        [
            pa.array([names[place] for place in order], pa.string()),
            pa.array(chances[order]),
            pa.array(known[order], mask=np.isnan(known[order])),
            pa.array(risen[order], mask=np.isnan(risen[order])),
            pa.array(is_above[order]),
            pa.array(has_risen[order]),
        ],
        schema=WARNINGS,
    )


def _chances(table: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    values = table.column("probability").to_pylist()
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
