"""Where do the random numbers come from, so that the same plan makes the same book?"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


class Stream(IntEnum):
    """One independent stream per subject: a change in one leaves the others' draws alone."""

    CUSTOMERS = 1
    NAMES = 2
    SALES = 3
    SETTLEMENT = 4
    PROMISES = 5
    ORDERS = 6
    STATEMENTS = 7
    REPORTS = 8
    COVER = 9
    RATES = 10
    LIMITS = 11


def stream(seed: int, subject: Stream, block: int = 0) -> np.random.Generator:
    """PCG64, seeded by the plan's seed, the subject and the block of accounts."""
    return np.random.Generator(
        np.random.PCG64(np.random.SeedSequence(seed, spawn_key=(int(subject), block)))
    )


def pick(rng: np.random.Generator, weights: Any, size: int) -> Indices:
    """Indices drawn with the given weights."""
    edges = np.cumsum(np.asarray(weights, dtype=np.float64))
    return np.searchsorted(edges / edges[-1], rng.random(size), side="right").astype(np.int64)


def pick_rows(rng: np.random.Generator, weights: Floats) -> Indices:
    """One index per row of a matrix of weights."""
    edges = np.cumsum(weights, axis=1)
    draws = rng.random(len(weights))[:, None] * edges[:, -1:]
    return (draws >= edges).sum(axis=1).astype(np.int64)


def apportion(total: int, weights: Floats) -> Indices:
    """Whole parts of `total`, at least one each, as near to the weights as can be.

    Largest remainder, ties to the first; the parts always add up to `total`.
    """
    spare = total - len(weights)
    exact = weights / weights.sum() * spare
    parts = np.floor(exact).astype(np.int64)
    left = spare - int(parts.sum())
    first = np.argsort(-(exact - parts), kind="stable")[:left]
    parts[first] += 1
    return parts + 1
