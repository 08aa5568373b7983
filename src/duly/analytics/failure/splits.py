"""On which rows is a model fitted, and on which later ones is it judged?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from duly.analytics.failure.labelled import MIN_FAILURES, LabelledTable
from duly.book.findings import BadInput

Mask = npt.NDArray[np.bool_]

FOLDS = 5
LATER_SHARE = 0.2
"""Where no last period of fitting is named, at least this share of the failures is kept later."""


@dataclass(frozen=True, slots=True)
class Split:
    """Which rows to fit on, and which to score with what was fitted; no row is in both."""

    fitted: Mask
    scored: Mask


def splits(rows: LabelledTable, *, fit_until: int | None, seed: int) -> Sequence[Split]:
    """One split in time where there are periods, else `FOLDS` folds with equal failure rates.

    Raises `BadInput` where a time split leaves too few failures before it, or none after.
    """
    if rows.periods is None:
        if fit_until is not None:
            raise BadInput("a last period of fitting needs a period column; name it")
        return folds(rows.failed, seed=seed)
    last = _last_period(rows, LATER_SHARE) if fit_until is None else fit_until
    split = Split(rows.periods <= last, rows.periods > last)
    _refuse_one_sided(rows, split, last)
    return (split,)


def inner_splits(rows: LabelledTable, *, seed: int) -> Sequence[Split]:
    """The same again inside the rows to fit on, for choices that need a judgement."""
    if rows.periods is None:
        return folds(rows.failed, seed=seed)
    last = _last_period(rows, LATER_SHARE)
    return (Split(rows.periods <= last, rows.periods > last),)


def _last_period(rows: LabelledTable, share: float) -> int:
    """The last period after which at least `share` of the failures happened."""
    assert rows.periods is not None
    periods = np.unique(rows.periods)
    after = [rows.failed[rows.periods > period].sum() for period in periods]
    enough = periods[np.asarray(after) >= share * rows.failed.sum()]
    return int(enough[-1]) if len(enough) else int(periods[0])


def _refuse_one_sided(rows: LabelledTable, split: Split, last: int) -> None:
    before = int(rows.failed[split.fitted].sum())
    after = rows.failed[split.scored]
    if before < MIN_FAILURES:
        raise BadInput(
            f"up to period {last} there are {before} failures; at least {MIN_FAILURES} are "
            "needed to fit on. Name a later period, or leave the period out"
        )
    if not 0 < after.sum() < len(after):
        raise BadInput(
            f"after period {last} there are not both failed and sound firms to judge by; "
            "name an earlier period"
        )


def folds(failed: npt.NDArray[np.float64], *, seed: int) -> Sequence[Split]:
    """Rows dealt out in turn, failed and sound apart, in an order that only the seed decides."""
    chance = np.random.default_rng(seed)
    fold = np.empty(len(failed), dtype=np.int64)
    for outcome in (0.0, 1.0):
        places = chance.permutation(np.flatnonzero(failed == outcome))
        fold[places] = np.arange(len(places)) % FOLDS
    return [Split(fold != number, fold == number) for number in range(FOLDS)]
