"""What does a fitted model of severe delinquency consist of, or why is there none?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from duly.analytics.accuracy import Accuracy, CalibrationBand
from duly.analytics.failure.binning import Floats
from duly.analytics.failure.boosted import BoostedTrees
from duly.analytics.failure.logistic import probability
from duly.analytics.failure.scorecard import Scorecard
from duly.analytics.late_risk.observation import CHARACTERISTICS

Kind = Literal["scorecard", "boosted"]
Refusal = Literal["history_too_short", "too_few_events", "no_better_than_chance"]

_NEARLY = 1e-9


@dataclass(frozen=True, slots=True)
class Calibration:
    """logit of the probability = intercept + slope x logit of what the model says (Platt)."""

    intercept: float = 0.0
    slope: float = 1.0

    def applied(self, probabilities: Floats) -> Floats:
        return probability(self.intercept + self.slope * logits_of(probabilities))


@dataclass(frozen=True, slots=True)
class Judgement:
    """How candidates did on a year that they had not seen, and by how many events."""

    fitted_on: Sequence[str]
    judged_on: str
    fitted_events: int
    judged_events: int
    accuracy: Mapping[str, Accuracy]
    calibration: Sequence[CalibrationBand]


@dataclass(frozen=True, slots=True)
class LateRiskModel:
    """A scorecard or boosted trees on the characteristics of an account, calibrated.

    With a `refusal` there is neither, and no account gets a probability; `judgement` is None
    where there was nothing to judge.
    """

    kind: Kind | None
    refusal: Refusal | None
    card: Scorecard | None
    trees: BoostedTrees | None
    calibration: Calibration
    judgement: Judgement | None

    def probabilities(self, values: Floats) -> Floats:
        """Calibrated, from values with the columns of `CHARACTERISTICS`; NaN with a refusal."""
        return self.calibration.applied(raw_probabilities(self, values))

    def contributions(self, values: Floats) -> Floats:
        """What each characteristic adds to the logit; above zero it raises the risk."""
        found = np.zeros(values.shape)
        if self.card is not None:
            columns = columns_of(self.card)
            found[:, columns] = self.card.contributions(values[:, columns])
        if self.trees is not None:
            found = self.trees.contributions(values)
        return self.calibration.slope * found


def raw_probabilities(model: LateRiskModel, values: Floats) -> Floats:
    if model.card is not None:
        return model.card.probabilities(values[:, columns_of(model.card)])
    if model.trees is not None:
        return model.trees.probabilities(values)
    return np.full(len(values), np.nan)


def columns_of(card: Scorecard) -> list[int]:
    """Where the characteristics of the card stand among all."""
    return [CHARACTERISTICS.index(name) for name in card.names]


def logits_of(probabilities: Floats) -> Floats:
    held = np.clip(probabilities, _NEARLY, 1 - _NEARLY)
    return np.log(held) - np.log1p(-held)
