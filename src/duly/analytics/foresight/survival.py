"""What share was still open after so many days, when some are open to this day?"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from duly.analytics.foresight.curves import Floats, Whole


def still_open(days: Whole, is_paid: NDArray[np.bool_], *, at: Whole) -> Floats:
    """Kaplan-Meier: the share still open after each day of `at`.

    `days` is when an invoice was paid or, where `is_paid` is false, how long it is known to have
    been open: it leaves the count after that day, as neither paid nor unpaid.
    """
    if not len(days):
        return np.ones(len(at))
    times, place = np.unique(days, return_inverse=True)
    paid = np.bincount(place, weights=is_paid.astype(np.float64), minlength=len(times))
    leaving = np.bincount(place, minlength=len(times))
    at_risk = leaving[::-1].cumsum()[::-1]
    left = np.cumprod(1.0 - paid / at_risk)
    return np.asarray(np.concatenate([[1.0], left])[np.searchsorted(times, at, side="right")])
