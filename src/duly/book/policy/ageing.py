"""Into which buckets does the policy sort open items, and by which of their dates?"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, Self

from pydantic import model_validator

from duly.book.policy.part import PolicyPart, senseless

CURRENT = "current"
Basis = Literal["due", "issue"]


class AgeingPolicy(PolicyPart):
    """Buckets by whole days: `current` up to and including 0, then one from each edge to the next.

    `edges` are the last days of the buckets after `current`: (30, 60, 90, 120) makes 1-30, 31-60,
    61-90, 91-120 and 121+. Source of the edges' meaning: handbook 01 section 2.
    """

    basis: Basis = "due"
    edges: tuple[int, ...] = (30, 60, 90, 120)

    @model_validator(mode="after")
    def edges_rise(self) -> Self:
        if not self.edges or self.edges[0] < 1:
            raise senseless("no_edges", "edges need at least one day, the first 1 or more")
        if any(later <= earlier for earlier, later in pairwise(self.edges)):
            raise senseless("edges_must_rise", "each edge must be later than the one before")
        return self

    @property
    def buckets(self) -> tuple[str, ...]:
        """The names of the buckets, youngest first."""
        starts = (1, *(edge + 1 for edge in self.edges))
        names = [f"{start}-{end}" for start, end in zip(starts, self.edges, strict=False)]
        return (CURRENT, *names, f"{starts[-1]}+")
