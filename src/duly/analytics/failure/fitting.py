"""Which scorecard does the user's labelled data give, and how much better is it than others?

Every choice (how fine the bins are, how large the trees) is made by rows kept back inside those to
fit on; the rows the report is about are scored once, at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from duly.analytics.accuracy import auc
from duly.analytics.failure.binning import COARSE, FINE, Direction, Floats, Grain
from duly.analytics.failure.boosted import DEEP, SHALLOW, TreeShape, fitted_trees
from duly.analytics.failure.card_fitting import fitted_card
from duly.analytics.failure.characteristics import DIRECTIONS
from duly.analytics.failure.labelled import LabelledTable, labelled_table
from duly.analytics.failure.scaling import PointsScale
from duly.analytics.failure.scorecard import Missing, Scorecard, bin_table
from duly.analytics.failure.splits import Split, inner_splits, splits
from duly.analytics.failure.validation import Fitted, Validation, validation
from duly.analytics.failure.yardsticks import yardsticks_of

GRAINS = (COARSE, FINE)
TREE_SHAPES = (SHALLOW, DEEP)
CLEARLY_BETTER = 0.005
"""The finer of two is taken only when its AUC on rows kept back is higher by this much."""
CHOICE_FOLDS = 2
"""Without periods, choices are made on so many folds: a choice of two needs no more."""


Choice = TypeVar("Choice")


@dataclass(frozen=True, slots=True)
class _CardOnRows:
    """A card that reads its few columns among all those of the labelled table."""

    card: Scorecard
    columns: tuple[int, ...]

    def probabilities(self, values: Floats) -> Floats:
        return self.card.probabilities(values[:, list(self.columns)])


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to fit, apart from what is chosen by the data."""

    directions: Mapping[str, Direction]
    missing: Missing
    scale: PointsScale
    seed: int
    threads: int

    def card(self, rows: LabelledTable, grain: Grain) -> _CardOnRows:
        card = fitted_card(
            rows,
            grain=grain,
            directions=self.directions,
            missing=self.missing,
            scale=self.scale,
        )
        return _CardOnRows(card, tuple(rows.names.index(name) for name in card.names))

    def trees(self, rows: LabelledTable, shape: TreeShape) -> Fitted:
        return fitted_trees(
            rows,
            shape=shape,
            directions=self.directions,
            seed=self.seed,
            threads=self.threads,
        )


@dataclass(frozen=True, slots=True)
class FittedScorecard:
    """The card, how it was fitted, and how it did on rows that it had not seen."""

    card: Scorecard
    grain: str
    trees: str | None
    fit_until: int | None
    fitted_on: int
    fitted_failures: int
    validation: Validation

    def report(self) -> dict[str, Any]:
        """All of it as JSON can hold it: the bins with points, and every figure by model."""
        return {
            "grain": self.grain,
            "trees": self.trees,
            "fit_until": self.fit_until,
            "fitted_on": self.fitted_on,
            "fitted_failures": self.fitted_failures,
            "missing": self.card.missing,
            "scale": asdict(self.card.scale),
            "bins": bin_table(self.card),
            **asdict(self.validation),
            "gaps_tell": self.validation.gaps_tell,
        }


def fit_scorecard(
    table: pa.Table,
    *,
    label: str,
    period: str | None = None,
    fit_until: int | None = None,
    leave_out: Sequence[str] = (),
    directions: Mapping[str, Direction] | None = None,
    missing: Missing = "own_bin",
    scale: PointsScale | None = None,
    with_challenger: bool = True,
    seed: int = 0,
    threads: int = 1,
) -> FittedScorecard:
    """A scorecard for failure within the next year, from one row a firm (and period).

    | argument | meaning |
    |---|---|
    | label, period, leave_out | columns, as `labelled_table` says; the rest are characteristics |
    | fit_until | fit on periods up to this one; without it fit on all, judge on the last fifth |
    | directions | 1 where a higher value is safer, -1 riskier; ours by name, others by the data |
    | missing | what a gap may say: what it said (`own_bin`), nothing good, or nothing at all |
    | scale | score, odds and points that double the odds; 600 at 30:1 and 20 |
    | with_challenger | also fit boosted trees to compare with |

    Columns named as published scores (`yardsticks.YARDSTICKS`) are compared with, not fitted on.
    Without a period, five folds take the place of the time split. Raises `BadInput`.
    """
    published = yardsticks_of(table)
    rows = labelled_table(table, label=label, period=period, leave_out=(*leave_out, *published))
    recipe = Recipe(
        {**DIRECTIONS, **(directions or {})}, missing, scale or PointsScale(), seed, threads
    )
    parts = splits(rows, fit_until=fit_until, seed=seed)
    inner = _chosen_on(rows, parts, seed=seed)
    grain = _best(GRAINS, recipe.card, inner)
    shape = _best(TREE_SHAPES, recipe.trees, inner) if with_challenger else None
    chosen = rows if fit_until is None else rows.rows(parts[0].fitted)
    return FittedScorecard(
        card=recipe.card(chosen, grain).card,
        grain=grain.name,
        trees=None if shape is None else shape.name,
        fit_until=fit_until,
        fitted_on=len(chosen.failed),
        fitted_failures=int(chosen.failed.sum()),
        validation=validation(rows, parts, _models(recipe, grain, shape), published),
    )


_Pairs = Sequence[tuple[LabelledTable, LabelledTable]]


def _chosen_on(rows: LabelledTable, parts: Sequence[Split], *, seed: int) -> _Pairs:
    """Rows to fit and to judge choices on; never a row that the report is about, but in folds.

    Folds have no later rows to keep clean: choosing one of two on them is told in the report.
    """
    if rows.periods is None:
        return [(rows.rows(part.fitted), rows.rows(part.scored)) for part in parts[:CHOICE_FOLDS]]
    known = rows.rows(parts[0].fitted)
    return [
        (known.rows(part.fitted), known.rows(part.scored))
        for part in inner_splits(known, seed=seed)
    ]


def _best(
    choices: Sequence[Choice],
    fit: Callable[[LabelledTable, Choice], Fitted],
    pairs: _Pairs,
) -> Choice:
    """The first, unless a later one is clearly better on rows kept back."""
    best, reached = choices[0], _mean_auc(choices[0], fit, pairs)
    for choice in choices[1:]:
        separation = _mean_auc(choice, fit, pairs)
        if separation > reached + CLEARLY_BETTER:
            best, reached = choice, separation
    return best


def _mean_auc(
    choice: Choice, fit: Callable[[LabelledTable, Choice], Fitted], pairs: _Pairs
) -> float:
    found = [
        auc(fit(known, choice).probabilities(later.values), later.failed) for known, later in pairs
    ]
    return float(np.mean([0.5 if one is None else one for one in found]))


def _models(
    recipe: Recipe, grain: Grain, shape: TreeShape | None
) -> Mapping[str, Callable[[LabelledTable], Fitted]]:
    """What is fitted anew on each part, by name."""
    models: dict[str, Callable[[LabelledTable], Fitted]] = {
        "scorecard": lambda known: recipe.card(known, grain)
    }
    if shape is not None:
        models["boosted"] = lambda known: recipe.trees(known, shape)
    return models
