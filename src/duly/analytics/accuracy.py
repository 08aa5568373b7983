"""How well do probabilities part those that failed from the others, and do they come true?

Measures of a list of probabilities against what happened (1 failed, 0 not), for every model of
ours alike. Sources: handbook 03 section 4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

# Logarithms of 0 are kept out of the log loss at this distance from certainty.
_NEARLY = 1e-15


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The figures of one list of probabilities; None where only one outcome occurred.

    `auc` 0.5 to 1, `gini` = 2 auc - 1, `ks` the widest gap of the two cumulative distributions,
    `brier` the mean squared error, `log_loss` the mean surprise, `expected` and `failures` the
    sums of the probabilities and of the outcomes.
    """

    rows: int
    failures: int
    expected: float
    auc: float | None
    gini: float | None
    ks: float | None
    brier: float | None
    log_loss: float | None


def accuracy(probabilities: Floats, failed: Floats) -> Accuracy:
    """Every measure at once."""
    separation = auc(probabilities, failed)
    is_empty = not len(failed)
    return Accuracy(
        rows=len(failed),
        failures=int(failed.sum()),
        expected=float(probabilities.sum()),
        auc=separation,
        gini=None if separation is None else 2 * separation - 1,
        ks=ks(probabilities, failed),
        brier=None if is_empty else brier(probabilities, failed),
        log_loss=None if is_empty else log_loss(probabilities, failed),
    )


def auc(riskiness: Floats, failed: Floats) -> float | None:
    """P(a failed one is riskier than a sound one), ties half; None with one outcome only."""
    is_one_sided, failures, sounds = _both(failed)
    if is_one_sided:
        return None
    _, place, count = np.unique(riskiness, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    beaten = float(rank[failed == 1].sum()) - failures * (failures + 1) / 2
    return beaten / (failures * sounds)


def ks(riskiness: Floats, failed: Floats) -> float | None:
    """The widest gap between the cumulative shares of failed and of sound."""
    is_one_sided, failures, sounds = _both(failed)
    if is_one_sided:
        return None
    _, place = np.unique(riskiness, return_inverse=True)
    of_failed = np.cumsum(np.bincount(place, weights=failed)) / failures
    of_sound = np.cumsum(np.bincount(place, weights=1 - failed)) / sounds
    return float(np.abs(of_failed - of_sound).max())


def brier(probabilities: Floats, failed: Floats) -> float:
    """Mean squared difference of probability and outcome."""
    return float(((probabilities - failed) ** 2).mean())


def log_loss(probabilities: Floats, failed: Floats) -> float:
    """Mean of -ln of the probability given to what happened."""
    held = np.clip(probabilities, _NEARLY, 1 - _NEARLY)
    return float(-(failed * np.log(held) + (1 - failed) * np.log1p(-held)).mean())


@dataclass(frozen=True, slots=True)
class CalibrationBand:
    """Rows of like probability: how many, what was expected of them, and what happened."""

    rows: int
    mean_probability: float
    failure_rate: float
    failures: int


def calibration(probabilities: Floats, failed: Floats, *, bands: int = 10) -> list[CalibrationBand]:
    """Bands of as equal size as equal probabilities allow, from the least to the most probable."""
    order = np.argsort(probabilities, kind="stable")
    levels, starts = np.unique(probabilities[order], return_index=True)
    band_of_level = starts * bands // max(len(order), 1)
    place = band_of_level[np.searchsorted(levels, probabilities)]
    return [_band(probabilities[place == n], failed[place == n]) for n in np.unique(place)]


def _band(probabilities: Floats, failed: Floats) -> CalibrationBand:
    return CalibrationBand(
        rows=len(failed),
        mean_probability=float(probabilities.mean()),
        failure_rate=float(failed.mean()),
        failures=int(failed.sum()),
    )


def _both(failed: Floats) -> tuple[bool, int, int]:
    """Whether one outcome is missing, and how often each occurred."""
    failures = int(failed.sum())
    sounds = len(failed) - failures
    return failures == 0 or sounds == 0, failures, sounds
