"""How do odds become a score that people can read, and points of attributes that add up to it?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PointsScale:
    """`score` at `odds` (sound to failed); `doubling` points more double the odds (PDO)."""

    score: float = 600.0
    odds: float = 30.0
    doubling: float = 20.0

    def __post_init__(self) -> None:
        if self.odds <= 0 or self.doubling <= 0:
            raise ValueError("odds and the points that double them are above zero")

    @property
    def factor(self) -> float:
        return self.doubling / math.log(2)

    @property
    def offset(self) -> float:
        return self.score - self.factor * math.log(self.odds)

    def score_of(self, probability: float) -> float:
        """The score of a probability of failure between 0 and 1, both excluded."""
        return self.offset + self.factor * math.log((1 - probability) / probability)

    def probability_of(self, score: float) -> float:
        """The probability of failure that a score stands for."""
        return 1 / (1 + math.exp((score - self.offset) / self.factor))


def attribute_points(
    effects: Sequence[float], *, intercept: float, number: int, scale: PointsScale
) -> list[float]:
    """Points of each bin of one of `number` characteristics, not yet rounded.

    `effects` are what the bins add to the logit of failure (in a card of weights of evidence:
    weight x evidence). points = -(effect + intercept / number) x factor + offset / number, so
    that the points of a firm add up to its score. Source: handbook 03 section 2.
    """
    share = scale.offset / number
    return [-(effect + intercept / number) * scale.factor + share for effect in effects]


def rounded(points: float) -> int:
    """Half away from zero, as everywhere in Duly."""
    return int(math.copysign(math.floor(abs(points) + 0.5), points))
