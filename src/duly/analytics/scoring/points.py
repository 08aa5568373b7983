"""How many points does a characteristic get, of how many it could have had?"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from duly.book.policy.scorecard import Characteristic, Missing


def points_received(observed: ir.Table, item: Characteristic) -> ir.IntegerValue:
    """Points of one characteristic, read from the column of its code; 0 where it is left out."""
    value = observed[item.code]
    known = _by_category(value, item) if item.categories else _by_band(value, item)
    return ibis.ifelse(value.isnull(), _points_if_missing(item), known).cast("int64")


def points_attainable(observed: ir.Table, item: Characteristic) -> ir.IntegerValue:
    """The best points of a characteristic, or 0 where it is missing and left out."""
    if item.missing is not Missing.LEAVE_OUT:
        return ibis.literal(item.best).cast("int64")
    return ibis.ifelse(observed[item.code].isnull(), 0, item.best).cast("int64")


@dataclass(frozen=True, slots=True)
class Step:
    """What a value must do to get into the nearest better band.

    `is_below` tells whether it must fall below `threshold`, or reach it.
    """

    threshold: float
    is_below: bool
    points: int


def next_better(item: Characteristic, place: int) -> Step | None:
    """The step from band number `place` to the nearest band with more points, if there is one."""
    better = steps_to_better(item, place)
    return better[0] if better else None


def steps_to_better(item: Characteristic, place: int) -> tuple[Step, ...]:
    """Every step from band number `place` to one with more points, the nearest band first."""
    here = item.bands[place].points
    better = [other for other, band in enumerate(item.bands) if band.points > here]
    nearest = sorted(better, key=lambda other: (abs(other - place), -item.bands[other].points))
    return tuple(_step(item, place, other) for other in nearest)


def band_of(item: Characteristic, value: float) -> int:
    """The number of the band a value falls into: the columnar sorting, for one value."""
    starts = [band.at_least for band in item.bands]
    return max(n for n, start in enumerate(starts) if start is None or value >= start)


def _step(item: Characteristic, place: int, other: int) -> Step:
    is_below = other < place
    edge = item.bands[other + 1 if is_below else other].at_least
    assert edge is not None, "only the first band has no start, and no step leads up to it"
    return Step(edge, is_below, item.bands[other].points)


def _by_band(value: ir.Value, item: Characteristic) -> ir.Value:
    rising = [band for band in item.bands if band.at_least is not None]
    branches = [(value >= band.at_least, band.points) for band in reversed(rising)]
    return ibis.cases(*branches, else_=item.bands[0].points)


def _by_category(value: ir.Value, item: Characteristic) -> ir.Value:
    words: dict[int, list[str]] = {}
    for category in item.categories:
        words.setdefault(category.points, []).append(category.value)
    branches = [(value.isin(listed), points) for points, listed in words.items()]
    return ibis.cases(*branches, else_=item.other_points)


def _points_if_missing(item: Characteristic) -> int:
    if item.missing is Missing.NEUTRAL:
        return item.neutral_points or 0
    return item.worst if item.missing is Missing.WORST else 0
