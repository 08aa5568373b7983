"""Into which few bins does a ratio fall, so that risk only rises, or only falls, across them?

Bins by quantiles first, then merged: neighbours that run against the trend, then those that are
too small, and last the pair whose merging loses the least information. No chance is involved.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from duly.analytics.failure.evidence import information_value

Floats = npt.NDArray[np.float64]
Direction = Literal[-1, 0, 1]
"""Of safety as the value rises: 1 safer, -1 riskier, 0 for the data to tell."""
Shape = Literal["rising", "falling", "peak", "valley"]
"""The same of bins: a peak is safest in the middle, a valley at both ends."""

_Cell = tuple[int, int, int]
"""Rows, failures, place of the last of the quantile bins in it."""


@dataclass(frozen=True, slots=True)
class Grain:
    """How fine bins may be: quantiles to begin with, and what each bin must hold in the end.

    `may_turn` allows one change of direction where the direction was not given, and where that
    tells clearly more (`TURN_GAIN`).
    """

    name: str
    quantiles: int
    most_bins: int
    min_share: float
    min_failures: int
    may_turn: bool


COARSE = Grain("coarse", 20, 8, min_share=0.03, min_failures=15, may_turn=False)
FINE = Grain("fine", 40, 12, min_share=0.01, min_failures=10, may_turn=True)
TURN_GAIN = 1.15


@dataclass(frozen=True, slots=True)
class Bins:
    """Inner edges (a value on an edge belongs above it), the shape, and what a turn would rest on.

    `information` is that of the known values.
    """

    edges: tuple[float, ...]
    shape: Shape
    information: float


def binned(values: Floats, failed: Floats, *, grain: Grain, direction: Direction = 0) -> Bins:
    """Monotone bins of the values that are known (NaN is not); no edges where nothing is told."""
    known = ~np.isnan(values)
    edges, cells = _quantile_cells(values[known], failed[known], grain.quantiles)
    signs = (1, -1) if direction == 0 else (direction,)
    best = max((_monotone(cells, sign, grain) for sign in signs), key=lambda found: found[0])
    if grain.may_turn and direction == 0:
        turned = _turned(cells, grain)
        best = turned if turned[0] > best[0] * TURN_GAIN else best
    information, shape, merged = best
    return Bins(tuple(float(edges[last]) for _, _, last in merged[:-1]), shape, information)


def bin_of(values: Floats, edges: tuple[float, ...]) -> npt.NDArray[np.int64]:
    """The number of the bin of each value; the number after the last bin is for missing ones."""
    places = np.searchsorted(np.asarray(edges, dtype=np.float64), values, side="right")
    return np.where(np.isnan(values), len(edges) + 1, places).astype(np.int64)


_Found = tuple[float, Shape, list[_Cell]]


def _quantile_cells(values: Floats, failed: Floats, number: int) -> tuple[Floats, list[_Cell]]:
    if not len(values):
        return np.array([]), [(0, 0, 0)]
    ranks = np.linspace(0, 1, number + 1)[1:-1]
    # Observed values as edges, so that a rounding of the mean of two never moves a firm.
    edges = np.unique(np.quantile(values, ranks, method="higher"))
    edges = edges[edges > values.min()]
    place = np.searchsorted(edges, values, side="right")
    counts = np.bincount(place, minlength=len(edges) + 1)
    failures = np.bincount(place, weights=failed, minlength=len(edges) + 1)
    pairs = zip(counts, failures, strict=True)
    return edges, [(int(count), int(lost), n) for n, (count, lost) in enumerate(pairs)]


def _monotone(cells: list[_Cell], sign: int, grain: Grain) -> _Found:
    merged = _thinned(_in_order(cells, sign), grain)
    return _information(merged), "rising" if sign > 0 else "falling", merged


def _turned(cells: list[_Cell], grain: Grain) -> _Found:
    """The best single turn: first one direction, then the other."""
    best: _Found = (-1.0, "peak", cells)
    for sign in (1, -1):
        # Merging from the left is the same whatever follows: each part is made once a place.
        rest = [(turn, _in_order(cells[turn:], -sign)) for turn in range(2, len(cells) - 1)]
        sides = [_in_order(cells[:turn], sign) + right for turn, right in rest]
        if not sides:
            continue
        merged = _thinned(max(sides, key=_information), grain)
        found = _information(merged)
        if found > best[0]:
            best = (found, "peak" if sign > 0 else "valley", merged)
    return best


def _in_order(cells: list[_Cell], sign: int) -> list[_Cell]:
    """Neighbours merged until the failure rate strictly falls (`sign` 1) or rises (-1)."""
    done: list[_Cell] = []
    for cell in cells:
        done.append(cell)
        while len(done) > 1 and not _is_ordered(done[-2], done[-1], sign):
            last = done.pop()
            done[-1] = _together(done[-1], last)
    return done


def _is_ordered(left: _Cell, right: _Cell, sign: int) -> bool:
    """Cross-multiplied, as whole numbers compare exactly."""
    return sign * (left[1] * right[0] - right[1] * left[0]) > 0


def _thinned(cells: list[_Cell], grain: Grain) -> list[_Cell]:
    """Merged further until no bin is too small and there are few enough."""
    needed = grain.min_share * sum(count for count, _, _ in cells)
    while len(cells) > 1:
        small = [n for n, cell in enumerate(cells) if _is_small(cell, needed, grain.min_failures)]
        if not small and len(cells) <= grain.most_bins:
            break
        seams = {seam for n in small for seam in (n - 1, n)} or set(range(len(cells) - 1))
        inner = sorted(seam for seam in seams if 0 <= seam < len(cells) - 1)
        cells = max((_merged_at(cells, seam) for seam in inner), key=_information)
    return cells


def _is_small(cell: _Cell, needed: float, min_failures: int) -> bool:
    count, lost, _ = cell
    return count < needed or lost < min_failures or count - lost < min_failures


def _merged_at(cells: list[_Cell], seam: int) -> list[_Cell]:
    return [*cells[:seam], _together(cells[seam], cells[seam + 1]), *cells[seam + 2 :]]


def _together(left: _Cell, right: _Cell) -> _Cell:
    return left[0] + right[0], left[1] + right[1], right[2]


def _information(cells: list[_Cell]) -> float:
    return information_value([count for count, _, _ in cells], [lost for _, lost, _ in cells])
