"""In which span may each item come in, when invoices of one customer go together?"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duly.analytics.cash_forecast.chances import Chances
from duly.analytics.cash_forecast.dependence import Dependence
from duly.analytics.cash_forecast.horizon import Whole
from duly.analytics.foresight.curves import Floats

Key = tuple[str | None, str]
"""Legal entity (None: not told) and currency."""
_AT_ONCE = 2_000
# Draws of so many parts stay in the processor while every span is looked at.
_NEAR_AT_HAND = 128
_CERTAIN = 1e-9


@dataclass(frozen=True, slots=True)
class DrawnSpans:
    """The span of some parts in every draw; the number of spans where it comes after them all."""

    places: Whole
    spans: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Simulated:
    """Sums of cash in smallest units by key, draw and span, and their `mean` by key and span."""

    keys: tuple[Key, ...]
    sums: Floats
    mean: Floats


class Tally:
    """Adds up what comes in, by group, draw and column: each part belongs to one group.

    `columns` says for each span in which column it counts. Sums are in smallest units; no cash is
    made, the sums of a draw never exceed the parts.
    """

    def __init__(self, units: Whole, groups: Whole, columns: Whole, *, count: int, draws: int):
        width = int(columns.max()) + 1
        # What comes after all spans is counted beside them, and told nobody.
        self._units, self._groups, self._columns = units, groups, np.append(columns, width)
        self._shape = (count, draws, width + 1)
        self._sums = np.zeros(int(np.prod(self._shape)))

    def add(self, drawn: DrawnSpans) -> None:
        """Count some parts, each once in every draw."""
        _, draws, width = self._shape
        cells = self._columns[drawn.spans]
        cells += self._groups[drawn.places, None] * (draws * width) + np.arange(draws) * width
        weights = np.repeat(self._units[drawn.places].astype(np.float64), draws)
        self._sums += np.bincount(cells.ravel(), weights, minlength=len(self._sums))

    @property
    def sums(self) -> Floats:
        """By group, draw and column."""
        return self._sums.reshape(self._shape)[..., :-1]


def draw_spans(
    chances: Chances,
    account_of_part: Whole,
    *,
    dependence: Dependence,
    draws: int,
    seed: int,
) -> Iterator[DrawnSpans]:
    """Draw the span of every part, some accounts after the other, never an account in two.

    `account_of_part` numbers the accounts; parts of one account share a factor, all parts
    another. The same seed draws the same spans.
    """
    random = np.random.default_rng(seed)
    everybody = random.standard_normal(draws, dtype=np.float32)

    def drawn(places: Whole) -> DrawnSpans:
        _, account = np.unique(account_of_part[places], return_inverse=True)
        latent = _latent(account, everybody, dependence, random)
        return DrawnSpans(places, _spans(latent, chances.by_end[places]))

    # One thread draws, in order, while what it drew before is added up.
    with ThreadPoolExecutor(max_workers=1) as pool:
        waiting: list[Future[DrawnSpans]] = []
        for places in _by_accounts(account_of_part):
            waiting.append(pool.submit(drawn, places))
            if len(waiting) > 1:
                yield waiting.pop(0).result()
        yield from (each.result() for each in waiting)


def _by_accounts(account_of_part: Whole) -> Iterator[Whole]:
    order = np.argsort(account_of_part, kind="stable")
    starts = np.flatnonzero(np.diff(account_of_part[order], prepend=-1))
    begun = 0
    for start in [*starts[1:].tolist(), len(order)]:
        if start - begun >= _AT_ONCE or (start == len(order) and start > begun):
            yield order[begun:start]
            begun = start


def _latent(
    account: Whole,
    everybody: NDArray[np.float32],
    dependence: Dependence,
    random: np.random.Generator,
) -> NDArray[np.float32]:
    """A standard normal for each part and draw, correlated as `dependence` says."""
    draws = len(everybody)
    shared = random.standard_normal((int(account.max()) + 1, draws), dtype=np.float32)
    own = random.standard_normal((len(account), draws), dtype=np.float32)
    return np.asarray(
        np.float32(dependence.everybody**0.5) * everybody
        + np.float32(dependence.account**0.5) * shared[account]
        + np.float32(dependence.own**0.5) * own
    )


def _spans(latent: NDArray[np.float32], by_end: Floats) -> NDArray[np.uint8]:
    """A part is in by an end where its normal lies below that end's."""
    from scipy.special import ndtri

    limits = np.where(by_end > 1 - _CERTAIN, np.inf, ndtri(np.clip(by_end, 0.0, 1.0)))
    # There are less than 256 spans: a policy looks 52 weeks and 92 days ahead at most.
    spans = np.zeros(latent.shape, dtype=np.uint8)
    for start in range(0, len(latent), _NEAR_AT_HAND):
        rows = slice(start, start + _NEAR_AT_HAND)
        for column in limits[rows].astype(np.float32).T:
            spans[rows] += latent[rows] > column[:, None]
    return spans
