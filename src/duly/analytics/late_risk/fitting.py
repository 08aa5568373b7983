"""Which model of severe delinquency does this book give, if it gives any?

Accounts are observed on several past days, and a year later it is known what became of them. Two
models are fitted on the earlier days and judged on a later one, whose year began after theirs had
ended. The better is calibrated there and fitted again on all days.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from duly.analytics.accuracy import Accuracy, accuracy, calibration
from duly.analytics.failure.binning import Floats, Grain
from duly.analytics.failure.boosted import SHALLOW, fitted_trees
from duly.analytics.failure.card_fitting import fitted_card
from duly.analytics.failure.labelled import LabelledTable
from duly.analytics.failure.logistic import fitted_weights
from duly.analytics.failure.scaling import PointsScale
from duly.analytics.failure.splits import folds
from duly.analytics.late_risk.model import (
    Calibration,
    Judgement,
    Kind,
    LateRiskModel,
    Refusal,
    logits_of,
    raw_probabilities,
)
from duly.analytics.late_risk.observation import DIRECTIONS
from duly.analytics.late_risk.windows import labelled, windows
from duly.book.findings import BadInput
from duly.book.tables import Book

MIN_EVENTS = 30
"""Severely delinquent accounts needed both to fit on and to judge by."""
MIN_AUC = 0.6
"""Below it on a later year, a model is no better than the rate of all accounts."""
CLEARLY_BETTER = 0.01
"""Trees are taken where their AUC beats the card's by this much: a card can be read."""
GRAIN = Grain("account", 20, 6, min_share=0.03, min_failures=8, may_turn=False)
_PRIOR = Calibration()


def fit_late_risk(book: Book, *, as_of: date, seed: int = 0, threads: int = 1) -> LateRiskModel:
    """A model of what `delinquency` calls severe within a year, from what was known on `as_of`.

    Without enough history or events, or where no model beats the common rate on a later year,
    there is no model: `refusal` says why, and `late_risk` gives no probability.
    """
    some = windows(book, as_of=as_of)
    if some is None:
        return _refused("history_too_short")
    last = some.days[some.fitted - 1].toordinal()
    return model_of(labelled(book, some.days), fit_until=last, seed=seed, threads=threads)


def model_of(
    rows: LabelledTable, *, fit_until: int, seed: int = 0, threads: int = 1
) -> LateRiskModel:
    """The model of these observations: fitted on days to `fit_until`, judged on the last day."""
    assert rows.periods is not None
    known = rows.rows(rows.periods <= fit_until)
    later = rows.rows(rows.periods == rows.periods.max(initial=0))
    if min(known.failed.sum(), later.failed.sum()) < MIN_EVENTS:
        return _refused("too_few_events")
    candidates = _candidates(known, seed=seed, threads=threads)
    judged = _judged(candidates, known, later)
    kind = _better(judged.accuracy)
    if kind is None:
        return _refused("no_better_than_chance", judged)
    final = _candidates(rows, seed=seed, threads=threads)[kind]
    fitted = calibrated(raw_probabilities(candidates[kind], later.values), later.failed)
    return LateRiskModel(kind, None, final.card, final.trees, fitted, judged)


def calibrated(probabilities: Floats, failed: Floats) -> Calibration:
    """Platt's line through the logits; a model that runs the wrong way gets no slope."""
    column = logits_of(probabilities)[:, None]
    intercept, slope = fitted_weights(column, failed, bounds=[(0.0, None)], ridge=1.0)
    return Calibration(intercept, float(slope[0]))


def _refused(why: Refusal, judged: Judgement | None = None) -> LateRiskModel:
    return LateRiskModel(None, why, None, None, _PRIOR, judged)


def _candidates(rows: LabelledTable, *, seed: int, threads: int) -> Mapping[Kind, LateRiskModel]:
    found: dict[Kind, LateRiskModel] = {}
    try:
        card = fitted_card(
            rows, grain=GRAIN, directions=DIRECTIONS, missing="own_bin", scale=PointsScale()
        )
        found["scorecard"] = LateRiskModel("scorecard", None, card, None, _PRIOR, None)
    except BadInput:
        # Nothing tells by itself; trees may still find what tells together.
        pass
    trees = fitted_trees(rows, shape=SHALLOW, directions=DIRECTIONS, seed=seed, threads=threads)
    found["boosted"] = LateRiskModel("boosted", None, None, trees, _PRIOR, None)
    return found


def _judged(
    candidates: Mapping[Kind, LateRiskModel], known: LabelledTable, later: LabelledTable
) -> Judgement:
    """How each candidate does on the later day, calibrated on other accounts of that day.

    `common_rate` is the baseline: everybody gets the rate of the earlier days.
    """
    scored: dict[str, Floats] = {
        kind: _cross_calibrated(raw_probabilities(model, later.values), later.failed)
        for kind, model in candidates.items()
    }
    found: dict[str, Accuracy] = {
        name: accuracy(chances, later.failed) for name, chances in scored.items()
    }
    common = np.full(len(later.failed), known.failed.mean())
    found["common_rate"] = accuracy(common, later.failed)
    best = _better(found) or "boosted"
    assert known.periods is not None
    assert later.periods is not None
    return Judgement(
        fitted_on=[date.fromordinal(int(day)).isoformat() for day in np.unique(known.periods)],
        judged_on=date.fromordinal(int(later.periods[0])).isoformat(),
        fitted_events=int(known.failed.sum()),
        judged_events=int(later.failed.sum()),
        accuracy=found,
        calibration=calibration(scored[best], later.failed),
    )


def _cross_calibrated(probabilities: Floats, failed: Floats) -> Floats:
    """Calibrated by those accounts that an account is not among."""
    found = np.empty(len(failed))
    for fold in folds(failed, seed=0):
        line = calibrated(probabilities[fold.fitted], failed[fold.fitted])
        found[fold.scored] = line.applied(probabilities[fold.scored])
    return found


def _better(judged: Mapping[str, Accuracy]) -> Kind | None:
    """The scorecard, unless trees are clearly better; None where neither is good enough."""
    reached = {kind: judged[kind].auc or 0.0 for kind in judged if kind != "common_rate"}
    card, trees = reached.get("scorecard", 0.0), reached["boosted"]
    if max(card, trees) < MIN_AUC:
        return None
    return "boosted" if trees > card + CLEARLY_BETTER else "scorecard"
