"""By how much does each bin of each characteristic move the odds of failure, all taken together?

A bin's evidence says how its firms fared; its effect says what that adds when the other ratios
are known too. Effects are steps from bin to bin, and no step may run against the evidence: what
looks safer never costs points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from duly.analytics.failure.logistic import Bound, fitted_weights

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Steps:
    """A characteristic to fit: the bin of each row, the evidence of each bin, a bound on gaps.

    The last bin holds missing values. `gap` bounds its effect against the average firm whose
    value is known, which is zero.
    """

    places: Places
    evidence: Sequence[float]
    gap: Bound


def fitted_effects(steps: Sequence[Steps], failed: Floats) -> tuple[float, list[tuple[float, ...]]]:
    """The intercept, and the effect on the logit of failure of each bin of each characteristic."""
    shares = [_shares_above(one) for one in steps]
    columns = [_columns(one, above) for one, above in zip(steps, shares, strict=True)]
    bounds = [bound for one in steps for bound in _bounds(one)]
    intercept, weights = fitted_weights(np.column_stack(columns), failed, bounds=bounds)
    effects, start = [], 0
    for one, above in zip(steps, shares, strict=True):
        end = start + len(one.evidence) - 1
        effects.append(_effects(weights[start:end], above))
        start = end
    return intercept, effects


def _shares_above(steps: Steps) -> Floats:
    """Of the known values, the share at or above each inner edge."""
    last = len(steps.evidence) - 1
    known = steps.places[steps.places < last]
    counts = np.bincount(known, minlength=last)[1:]
    return np.asarray(counts[::-1].cumsum()[::-1] / max(len(known), 1), dtype=np.float64)


def _columns(steps: Steps, above: Floats) -> Floats:
    """One column an inner edge (is the value past it, less the average), and one for gaps."""
    last = len(steps.evidence) - 1
    is_gap = steps.places == last
    past = steps.places[:, None] >= np.arange(1, last)[None, :]
    centred = np.where(is_gap[:, None], 0.0, past - above)
    return np.column_stack([centred, is_gap])


def _bounds(steps: Steps) -> list[Bound]:
    """Rising evidence allows steps down in risk only, falling evidence steps up."""
    rises = np.diff(steps.evidence[:-1])
    return [(None, 0.0) if rise > 0 else (0.0, None) for rise in rises] + [steps.gap]


def _effects(weights: Floats, above: Floats) -> tuple[float, ...]:
    steps, gap = weights[:-1], float(weights[-1])
    level = np.concatenate([[0.0], steps.cumsum()]) - float(steps @ above)
    return (*(float(one) for one in level), gap)
