"""How far do invoices come late together: those of one customer, and those of the whole book?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duly.analytics.foresight.curves import Floats, PaymentCurves

_FEWEST = 50
_EDGE = 0.001
_MOST = 0.9


@dataclass(frozen=True, slots=True)
class Dependence:
    """The share of what was not foreseen that an account's, or all, invoices have in common.

    A Gaussian copula: the surprise of an invoice is sqrt(everybody) * Z + sqrt(account) * Z_account
    + sqrt(rest) * Z_invoice. Within one customer 0.3 to 0.5 is usual (handbook 10 section 6).
    """

    account: float = 0.35
    everybody: float = 0.02

    def __post_init__(self) -> None:
        if min(self.account, self.everybody) < 0 or self.account + self.everybody >= 1:
            raise ValueError("account and everybody are shares of one whole")

    @property
    def own(self) -> float:
        return 1.0 - self.account - self.everybody


def surprises(curves: PaymentCurves, days_late: Floats) -> Floats:
    """How surprising each outcome was: 0 is the median, 1 a standard deviation later than it.

    The normal score of the middle of the step that the curve makes on that day; NaN stays NaN
    (not paid yet).
    """
    from scipy.special import ndtri

    known = np.nan_to_num(days_late, nan=0.0)
    before, after = curves.probability_by(known - 1), curves.probability_by(known)
    middle = np.clip((before + after) / 2, _EDGE, 1 - _EDGE)
    return np.where(np.isnan(days_late), np.nan, np.asarray(ndtri(middle)))


def measured_dependence(
    scores: Floats,
    account_ids: NDArray[np.object_],
    origins: NDArray[np.int64],
    *,
    otherwise: Dependence,
) -> Dependence:
    """The dependence seen in past forecasts; `otherwise` where there is too little to measure.

    `scores` are `surprises`, of forecasts made on different days (`origins`). The mean product
    of two invoices of one account and day, and of two of different accounts, in units of the
    variance. Each account counts once a day, however many invoices it has.
    """
    seen = ~np.isnan(scores)
    scores, accounts, origins = scores[seen], account_ids[seen], origins[seen]
    if len(scores) < _FEWEST:
        return otherwise
    scaled = (scores - scores.mean()) / max(float(scores.std()), 1e-9)
    _, groups = np.unique(accounts.astype(str), return_inverse=True)
    cells = np.unique(np.stack([origins, groups]), axis=1, return_inverse=True)
    of_cell, days_of_cell = cells[1], cells[0][0]
    within = _mean_product(scaled, of_cell)
    means = np.bincount(of_cell, scaled) / np.bincount(of_cell)
    _, of_day = np.unique(days_of_cell, return_inverse=True)
    between = _mean_product(means, of_day)
    if within is None or between is None:
        return otherwise
    everybody = float(np.clip(between, 0.0, _MOST / 2))
    return Dependence(float(np.clip(within - everybody, 0.0, _MOST - everybody)), everybody)


def _mean_product(values: Floats, groups: NDArray[np.int64]) -> float | None:
    """The mean over groups of the mean product of two different members; None without pairs."""
    count = np.bincount(groups).astype(np.float64)
    total, squares = np.bincount(groups, values), np.bincount(groups, values**2)
    paired = count > 1
    if not paired.any():
        return None
    products = (total[paired] ** 2 - squares[paired]) / (count[paired] * (count[paired] - 1))
    return float(products.mean())
