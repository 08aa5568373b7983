"""What do boosted trees make of everything that is known of an invoice?"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from duly.analytics.foresight.curves import Floats, Whole
from duly.analytics.foresight.features import CATEGORIES
from duly.analytics.foresight.line import log_odds
from duly.analytics.foresight.panel import Panel, Texts

if TYPE_CHECKING:
    from lightgbm import Booster

Value = TypeVar("Value")

MAX_LEVELS = 30
# Far from most payments there is less to learn and more to be fooled by.
TAIL_SHARE = 0.6
TAIL_DAYS = 10
FEWEST_ROWS = 60
_PARAMETERS: Mapping[str, Any] = {
    "objective": "binary",
    "learning_rate": 0.05,
    "num_leaves": 31,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "deterministic": True,
    "force_row_wise": True,
    "verbosity": -1,
}


@dataclass(frozen=True)
class Boosted:
    """One forest of trees for each threshold: P(days late <= day), from the shrunk share upwards.

    `heads` are LightGBM's own text format, which holds numbers only and is safe to read; empty
    where too few invoices were old enough to learn from: there the shrunk share stands.
    """

    days: Whole
    names: tuple[str, ...]
    levels: Mapping[str, tuple[str, ...]]
    heads: tuple[str, ...]

    def shares(self, panel: Panel, base: Floats) -> Floats:
        """P(days late <= day), a row a moment; `base` are the shrunk shares of the same rows."""
        columns = matrix(panel, names=self.names, levels=self.levels)
        start = log_odds(base)
        boosters = self._boosters

        def share(place: int) -> Floats:
            raw, booster = np.zeros(len(panel)), boosters[place]
            if booster is not None and len(panel):
                raw = np.asarray(booster.predict(columns, raw_score=True, num_threads=1))
            return np.asarray(1.0 / (1.0 + np.exp(-(raw + start[:, place]))))

        return np.column_stack(side_by_side(share, len(self.days)))

    def contributions(self, panel: Panel, place: int) -> Floats:
        """What each column adds to the log odds of one threshold; the last is the constant."""
        columns = matrix(panel, names=self.names, levels=self.levels)
        booster = self._boosters[place]
        nothing = np.zeros((len(panel), columns.shape[1] + 1))
        told = booster and booster.predict(columns, pred_contrib=True, num_threads=1)
        return nothing if told is None else np.asarray(told)

    @cached_property
    def _boosters(self) -> list[Booster | None]:
        from lightgbm import Booster

        return [Booster(model_str=head) if head else None for head in self.heads]


def side_by_side(of_head: Callable[[int], Value], count: int) -> list[Value]:
    """What is asked of each head, in their order: a thread each, as many as there are cores."""
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as pool:
        return list(pool.map(of_head, range(count)))


def fit_boosted(
    panel: Panel,
    late: Whole,
    horizon: Whole,
    base: Floats,
    *,
    days: Whole,
    seed: int,
    rounds: int,
    workers: int = 1,
) -> Boosted:
    """Learn from invoices old enough to tell.

    `late` is NEVER while not paid; `horizon` is how late the invoice had become on the day of
    fitting. For each threshold those count that had reached it, paid or not: an open invoice is
    not dropped, and a quick payment has no head start.
    """
    names, levels = _columns(panel)
    columns = matrix(panel, names=names, levels=levels)
    start = log_odds(base)

    tail = max(1, round(rounds * TAIL_SHARE))

    def head(place: int) -> str:
        day = int(days[place])
        is_old = horizon >= day
        if is_old.sum() < FEWEST_ROWS:
            return ""
        rows = (columns[is_old], (late <= day)[is_old], start[is_old, place])
        return _head(*rows, rounds=rounds if abs(day) <= TAIL_DAYS else tail, seed=seed)

    # Heads side by side, a thread each: threads within one wait for one another at every split.
    with ThreadPoolExecutor(max_workers=workers) as pool:
        heads = list(pool.map(head, range(len(days))))
    return Boosted(days, names, levels, tuple(heads))


def matrix(
    panel: Panel, *, names: tuple[str, ...], levels: Mapping[str, tuple[str, ...]]
) -> Floats:
    """The figures of these names, then the categories as the place of their level, or NaN."""
    place = {name: column for column, name in enumerate(panel.names)}
    figures = panel.figures[:, [place[name] for name in names]]
    coded = [_coded(panel.categories[name], known) for name, known in levels.items()]
    return np.column_stack([figures, *coded])


def _columns(panel: Panel) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """What varies in this panel, so that a column without a message takes no time."""
    names = tuple(
        name for place, name in enumerate(panel.names) if _varies(panel.figures[:, place])
    )
    levels = {name: _levels(panel.categories[name]) for name in CATEGORIES}
    return names, {name: known for name, known in levels.items() if len(known) > 1}


def _varies(figures: Floats) -> bool:
    known = figures[~np.isnan(figures)]
    return len(known) > 0 and bool(known.min() < known.max())


def _levels(texts: Texts) -> tuple[str, ...]:
    known, counts = np.unique(texts[texts != np.array(None)].astype(str), return_counts=True)
    commonest = sorted(zip(-counts, known, strict=True))[:MAX_LEVELS]
    return tuple(str(level) for _, level in commonest)


def _coded(texts: Texts, known: tuple[str, ...]) -> NDArray[np.float64]:
    codes = {level: float(place) for place, level in enumerate(known)}
    return np.array([codes.get(text, np.nan) for text in texts], dtype=np.float64)


def _head(
    columns: Floats, is_paid: NDArray[np.bool_], start: Floats, *, rounds: int, seed: int
) -> str:
    """The trees of one threshold, as text."""
    import lightgbm

    rows = lightgbm.Dataset(
        columns,
        label=is_paid.astype(np.float64),
        init_score=start,
        params={"verbosity": -1, "num_threads": 1},
    )
    parameters = {**_PARAMETERS, "seed": seed, "num_threads": 1, "boost_from_average": False}
    return str(lightgbm.train(parameters, rows, rounds).model_to_string())
