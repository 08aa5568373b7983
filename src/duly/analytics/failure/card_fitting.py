"""Which scorecard do these labelled rows give?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from duly.analytics.failure.binning import Bins, Direction, Floats, Grain, bin_of, binned
from duly.analytics.failure.effects import Places, Steps, fitted_effects
from duly.analytics.failure.evidence import weights_of_evidence
from duly.analytics.failure.labelled import LabelledTable
from duly.analytics.failure.logistic import Bound
from duly.analytics.failure.scaling import PointsScale
from duly.analytics.failure.scorecard import Characteristic, Missing, Scorecard
from duly.book.findings import BadInput

MIN_INFORMATION = 0.02
"""Characteristics below it are unpredictive (handbook 03) and left out."""

_GAPS: Mapping[Missing, Bound] = {
    "own_bin": (None, None),
    "never_better": (0.0, None),
    "neutral": (0.0, 0.0),
}


@dataclass(frozen=True, slots=True)
class _Binned:
    """A characteristic without effects yet, and the bin of each row that it is fitted on."""

    item: Characteristic
    places: Places


def fitted_card(
    rows: LabelledTable,
    *,
    grain: Grain,
    directions: Mapping[str, Direction],
    missing: Missing,
    scale: PointsScale,
) -> Scorecard:
    """Bin every characteristic, fit their effects together, keep those that cost a point or more.

    Raises `BadInput` when none tells failed from sound.
    """
    found = [
        _characteristic(name, values, rows.failed, bins)
        for name, values in zip(rows.names, rows.values.T, strict=True)
        for bins in [binned(values, rows.failed, grain=grain, direction=directions.get(name, 0))]
        if bins.edges and bins.information >= MIN_INFORMATION
    ]
    spreads = zip(found, _spreads(found, rows, missing), strict=True)
    kept = [one for one, spread in spreads if spread * scale.factor >= 1]
    if not kept:
        raise BadInput("no characteristic tells failed from sound firms; give other ratios")
    intercept, effects = fitted_effects([_steps(one, missing) for one in kept], rows.failed)
    items = zip(kept, effects, strict=True)
    weighed = tuple(replace(one.item, effects=effect) for one, effect in items)
    return Scorecard(weighed, intercept, scale, missing)


def _spreads(found: Sequence[_Binned], rows: LabelledTable, missing: Missing) -> list[float]:
    """Of each characteristic, from its best effect to its worst, all of them together."""
    if not found:
        return []
    _, effects = fitted_effects([_steps(one, missing) for one in found], rows.failed)
    return [max(effect) - min(effect) for effect in effects]


def _steps(one: _Binned, missing: Missing) -> Steps:
    return Steps(one.places, one.item.evidence, _GAPS[missing])


def _characteristic(name: str, values: Floats, failed: Floats, bins: Bins) -> _Binned:
    places = bin_of(values, bins.edges)
    size = len(bins.edges) + 2
    counts = [int(count) for count in np.bincount(places, minlength=size)]
    failures = [int(lost) for lost in np.bincount(places, weights=failed, minlength=size)]
    item = Characteristic(
        name=name,
        edges=bins.edges,
        shape=bins.shape,
        counts=tuple(counts),
        failures=tuple(failures),
        evidence=tuple(_evidence(counts, failures)),
        effects=(0.0,) * size,
    )
    return _Binned(item, places)


def _evidence(counts: Sequence[int], failures: Sequence[int]) -> list[float]:
    """A gap that never occurred says nothing."""
    if counts[-1]:
        return weights_of_evidence(counts, failures)
    return [*weights_of_evidence(counts[:-1], failures[:-1]), 0.0]
