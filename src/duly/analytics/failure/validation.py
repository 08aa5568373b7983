"""How well does the scorecard tell failures apart, in the rows it saw and in those it did not?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from duly.analytics.accuracy import Accuracy, CalibrationBand, accuracy, auc, calibration
from duly.analytics.failure.binning import Floats
from duly.analytics.failure.labelled import LabelledTable
from duly.analytics.failure.splits import Mask, Split

GAPS_TELL = 0.6
"""From this AUC on, which values are missing tells so much by itself that it needs a look."""


class Fitted(Protocol):
    def probabilities(self, values: Floats) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A published score on the rows where it is known, and the scorecard on the same rows."""

    rows: int
    failures: int
    auc: float | None
    scorecard_auc: float | None


@dataclass(frozen=True, slots=True)
class Validation:
    """By model (`scorecard`, `boosted`): seen and unseen rows; calibration is of unseen ones.

    `gaps_auc` is what the pattern of missing values alone would reach on unseen rows: half where
    it tells nothing. Where it tells much (`gaps_tell`), how the data were gathered may give
    failures away, and the AUC of every model with it.
    """

    protocol: str
    seen: Mapping[str, Accuracy]
    unseen: Mapping[str, Accuracy]
    yardsticks: Mapping[str, Yardstick]
    calibration: Sequence[CalibrationBand]
    gaps_auc: float | None

    @property
    def gaps_tell(self) -> bool:
        return self.gaps_auc is not None and self.gaps_auc >= GAPS_TELL


def validation(
    rows: LabelledTable,
    parts: Sequence[Split],
    models: Mapping[str, Callable[[LabelledTable], Fitted]],
    published: Mapping[str, Floats],
) -> Validation:
    """Fit each model on each part and score what it had not seen."""
    is_scored = np.any([part.scored for part in parts], axis=0)
    failed = rows.failed[is_scored]
    seen: dict[str, Accuracy] = {}
    unseen: dict[str, Floats] = {}
    for name, fit in models.items():
        seen[name], scored = _scored(rows, parts, fit)
        unseen[name] = scored[is_scored]
    gaps = _scored(rows, parts, GapRates)[1][is_scored]
    return Validation(
        protocol="folds" if len(parts) > 1 else "later periods",
        seen=seen,
        unseen={name: accuracy(scored, failed) for name, scored in unseen.items()},
        yardsticks=_compared(published, unseen["scorecard"], failed, is_scored),
        calibration=calibration(unseen["scorecard"], failed),
        gaps_auc=auc(gaps, failed),
    )


def _scored(
    rows: LabelledTable, parts: Sequence[Split], fit: Callable[[LabelledTable], Fitted]
) -> tuple[Accuracy, Floats]:
    """How it did on what it saw (the first part's), and its scores of what it did not see."""
    scored = np.full(len(rows.failed), np.nan)
    seen = []
    for part in parts:
        known = rows.rows(part.fitted)
        model = fit(known)
        scored[part.scored] = model.probabilities(rows.values[part.scored])
        seen.append(accuracy(model.probabilities(known.values), known.failed))
    return seen[0], scored


def _compared(
    published: Mapping[str, Floats], scored: Floats, failed: Floats, is_scored: Mask
) -> Mapping[str, Yardstick]:
    found = {}
    for name, riskiness in published.items():
        known = ~np.isnan(riskiness[is_scored])
        found[name] = Yardstick(
            rows=int(known.sum()),
            failures=int(failed[known].sum()),
            auc=auc(riskiness[is_scored][known], failed[known]),
            scorecard_auc=auc(scored[known], failed[known]),
        )
    return found


class GapRates:
    """The failure rate of each pattern of missing values: a model that sees no value at all."""

    def __init__(self, rows: LabelledTable) -> None:
        self._overall = float(rows.failed.mean())
        patterns = _patterns(rows.values)
        names, place, counts = np.unique(patterns, return_inverse=True, return_counts=True)
        failures = np.bincount(place, weights=rows.failed)
        # One firm of the average rate is added, so that a rare pattern is not believed at once.
        rates = (failures + self._overall) / (counts + 1)
        self._rates = dict(zip(names.tolist(), rates.tolist(), strict=True))

    def probabilities(self, values: Floats) -> Floats:
        found = [self._rates.get(name, self._overall) for name in _patterns(values).tolist()]
        return np.asarray(found, dtype=np.float64)


def _patterns(values: Floats) -> np.ndarray[tuple[int], np.dtype[np.void]]:
    """Which columns are missing, packed into one value a row."""
    bits = np.packbits(np.isnan(values), axis=1)
    return np.ascontiguousarray(bits).view(np.dtype((np.void, bits.shape[1]))).ravel()
