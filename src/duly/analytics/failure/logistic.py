"""Which weights make what happened most likely, within bounds and without trusting chance?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bound = tuple[float | None, float | None]
"""The least and the greatest that a weight may be."""

# How firmly weights are drawn to zero: characteristics repeat each other, failures are few.
RIDGE = 3.0


def fitted_weights(
    columns: Floats, failed: Floats, *, bounds: Sequence[Bound], ridge: float = RIDGE
) -> tuple[float, Floats]:
    """Intercept and weights of logit(failure) = intercept + sum of weight x column.

    `ridge` x half the square of each weight is added to the loss. The one minimum is found by
    L-BFGS-B; there the mean of the probabilities is the failure rate of the rows.
    """
    from scipy.optimize import minimize

    rate = failed.mean()
    start = np.zeros(columns.shape[1] + 1)
    start[0] = np.log(rate / (1 - rate))
    found = minimize(
        _loss_and_slope,
        start,
        args=(columns, failed, ridge),
        jac=True,
        method="L-BFGS-B",
        bounds=[(None, None), *bounds],
        options={"maxiter": 2000, "maxfun": 4000, "ftol": 1e-12, "gtol": 1e-6},
    )
    return float(found.x[0]), np.asarray(found.x[1:], dtype=np.float64)


def probability(logits: Floats) -> Floats:
    """1 / (1 + exp(-logit)), from a negative exponent only, so that nothing overflows."""
    small = np.exp(-np.abs(logits))
    return np.asarray(np.where(logits >= 0, 1.0, small) / (1.0 + small), dtype=np.float64)


def _loss_and_slope(
    at: Floats, columns: Floats, failed: Floats, ridge: float
) -> tuple[float, Floats]:
    weights = at[1:]
    logits = at[0] + columns @ weights
    loss = np.logaddexp(0.0, logits) - failed * logits
    error = probability(logits) - failed
    slope = np.concatenate([[error.sum()], columns.T @ error + ridge * weights])
    return float(loss.sum() + ridge * (weights @ weights) / 2), slope
