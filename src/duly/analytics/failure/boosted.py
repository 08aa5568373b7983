"""What would boosted trees say of the same rows: how much does the scorecard leave on the table?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from duly.analytics.failure.binning import Direction, Floats
from duly.analytics.failure.labelled import LabelledTable


@dataclass(frozen=True, slots=True)
class TreeShape:
    """How large trees may grow, and how many there are."""

    name: str
    leaves: int
    trees: int
    rate: float


SHALLOW = TreeShape("shallow", leaves=3, trees=400, rate=0.03)
DEEP = TreeShape("deep", leaves=31, trees=300, rate=0.05)


@dataclass(frozen=True, slots=True)
class BoostedTrees:
    """A LightGBM model as its own text: no pickle."""

    text: str

    def probabilities(self, values: Floats) -> Floats:
        return self._predicted(values)

    def contributions(self, values: Floats) -> Floats:
        """What each column adds to the logit of failure (Shapley values of the trees)."""
        return self._predicted(values, pred_contrib=True)[:, :-1]

    def _predicted(self, values: Floats, **asked: bool) -> Floats:
        import lightgbm

        booster = lightgbm.Booster(model_str=self.text)
        return np.asarray(booster.predict(values, num_threads=1, **asked), dtype=np.float64)


def fitted_trees(
    rows: LabelledTable,
    *,
    shape: TreeShape,
    directions: Mapping[str, Direction],
    seed: int,
    threads: int = 1,
) -> BoostedTrees:
    """Boosted trees in which risk falls as a ratio rises where its direction says so."""
    import lightgbm

    data = lightgbm.Dataset(rows.values, rows.failed, free_raw_data=False)
    parameters: dict[str, Any] = {
        "objective": "binary",
        "num_leaves": shape.leaves,
        "learning_rate": shape.rate,
        "min_data_in_leaf": 20,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "seed": seed,
        "deterministic": True,
        "force_col_wise": True,
        "num_threads": threads,
        "verbosity": -1,
    }
    signs = [-directions.get(name, 0) for name in rows.names]
    if any(signs):
        # Left out where none is given, because watching none still takes half as long again.
        parameters["monotone_constraints"] = signs
    booster = lightgbm.train(parameters, data, num_boost_round=shape.trees)
    return BoostedTrees(booster.model_to_string())
