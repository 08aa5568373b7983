"""How many points does a firm get for each characteristic, and what do they say together?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from duly.analytics.failure.binning import Shape, bin_of
from duly.analytics.failure.evidence import information_value, strength_of
from duly.analytics.failure.labelled import numbers
from duly.analytics.failure.logistic import probability
from duly.analytics.failure.scaling import PointsScale, attribute_points, rounded

Floats = npt.NDArray[np.float64]
Missing = Literal["own_bin", "never_better", "neutral"]


@dataclass(frozen=True, slots=True)
class Characteristic:
    """A ratio in bins; a value on an edge belongs to the bin above it.

    Of each bin, the last for missing values: the rows and failures fitted on, the weight of
    evidence (higher is safer), and what it adds to the logit of failure (lower is safer).
    """

    name: str
    edges: tuple[float, ...]
    shape: Shape
    counts: tuple[int, ...]
    failures: tuple[int, ...]
    evidence: tuple[float, ...]
    effects: tuple[float, ...]

    @property
    def information(self) -> float:
        """The information value of the known values."""
        return information_value(self.counts[:-1], self.failures[:-1])


@dataclass(frozen=True)
class Scorecard:
    """Characteristics that count, the intercept of their sum, and the scale of the points."""

    characteristics: tuple[Characteristic, ...]
    intercept: float
    scale: PointsScale
    missing: Missing

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(item.name for item in self.characteristics)

    @cached_property
    def points(self) -> tuple[tuple[int, ...], ...]:
        """Whole points of each bin of each characteristic."""
        number = len(self.characteristics)
        return tuple(
            tuple(
                rounded(points)
                for points in attribute_points(
                    item.effects,
                    intercept=self.intercept,
                    number=number,
                    scale=self.scale,
                )
            )
            for item in self.characteristics
        )

    def logits(self, values: Floats) -> Floats:
        """Of failure, from values with one column a characteristic, in their order."""
        return np.asarray(self.intercept + self.contributions(values).sum(axis=1))

    def contributions(self, values: Floats) -> Floats:
        """What each characteristic adds to the logit of failure, one column each."""
        found = np.empty(values.shape)
        for column, item in enumerate(self.characteristics):
            found[:, column] = np.asarray(item.effects)[bin_of(values[:, column], item.edges)]
        return found

    def probabilities(self, values: Floats) -> Floats:
        return probability(self.logits(values))


def score(table: pa.Table, card: Scorecard) -> pa.Table:
    """The table with what the card says of each row.

    Adds `points__NAME` (int64) of each characteristic, `statement_score` (int64, their sum;
    higher is safer) and `statement_pd` (float64, of failure within the year, from the points
    before rounding).
    Raises `BadInput` when a characteristic is not in the table, or not of numbers.
    """
    values = values_of(table, card)
    received = points_received(values, card)
    for item, points in zip(card.characteristics, received.T, strict=True):
        table = table.append_column(f"points__{item.name}", pa.array(points, pa.int64()))
    table = table.append_column("statement_score", pa.array(received.sum(axis=1), pa.int64()))
    return table.append_column("statement_pd", pa.array(card.probabilities(values), pa.float64()))


def values_of(table: pa.Table, card: Scorecard) -> Floats:
    """The columns that the card reads, in its order."""
    columns = [numbers(table, name) for name in card.names]
    return np.column_stack(columns) if columns else np.empty((table.num_rows, 0))


def points_received(values: Floats, card: Scorecard) -> npt.NDArray[np.int64]:
    """Whole points, one column a characteristic."""
    received = np.empty(values.shape, dtype=np.int64)
    for column, item in enumerate(card.characteristics):
        points = np.asarray(card.points[column], dtype=np.int64)
        received[:, column] = points[bin_of(values[:, column], item.edges)]
    return received


def bin_table(card: Scorecard) -> list[Mapping[str, Any]]:
    """One row a bin, for people: what the card was fitted on, and what it gives.

    Keys: characteristic, information, strength, shape, bin (its place, None for missing), from,
    to (None where open; `from` belongs to it), rows, failures, failure_rate, evidence, points.
    """
    return [
        row
        for item, points in zip(card.characteristics, card.points, strict=True)
        for row in _bin_rows(item, points)
    ]


def _bin_rows(item: Characteristic, points: tuple[int, ...]) -> list[Mapping[str, Any]]:
    last = len(item.edges)
    starts = [None, *item.edges, None]
    ends = [*item.edges, None, None]
    return [
        {
            "characteristic": item.name,
            "information": item.information,
            "strength": strength_of(item.information),
            "shape": item.shape,
            "bin": place if place <= last else None,
            "from": starts[place],
            "to": ends[place],
            "rows": item.counts[place],
            "failures": item.failures[place],
            "failure_rate": item.failures[place] / max(item.counts[place], 1),
            "evidence": item.evidence[place],
            "points": points[place],
        }
        for place in range(last + 2)
    ]
