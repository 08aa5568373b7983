"""From which score does which grade begin, and what probability of default goes with a score?"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from duly.book.policy.part import PolicyPart, senseless

Grade = Literal["A", "B", "C", "D", "E", "N"]
GRADES: tuple[Grade, ...] = ("A", "B", "C", "D", "E")
NOT_RATED: Grade = "N"


class PdAnchor(PolicyPart):
    """At this score, this probability of default within a year."""

    score: int = Field(ge=0, le=100)
    pd: float = Field(gt=0, lt=1)


class GradePolicy(PolicyPart):
    """Grade bands by the lowest score of A to D (E is the rest), and the PD map.

    Between two anchors the logarithm of the PD is a straight line in the score, as on a scale of
    points to double the odds (handbook 03 section 2). `pd_not_rated` stands for accounts without
    enough evidence; it should not flatter them.
    """

    min_score: dict[Literal["A", "B", "C", "D"], int]
    pd_anchors: tuple[PdAnchor, ...] = Field(min_length=2)
    pd_not_rated: float = Field(gt=0, lt=1)

    @model_validator(mode="after")
    def bands_fall(self) -> Self:
        if tuple(self.min_score) != GRADES[:4]:
            raise senseless("scores_missing", "min_score needs A, B, C and D, in this order")
        scores = list(self.min_score.values())
        if any(worse >= better for better, worse in pairwise(scores)):
            raise senseless("scores_must_fall", "min_score must fall from A to D")
        if scores[0] > 100 or scores[-1] < 1:
            raise senseless("score_out_of_range", "min_score lies between 1 and 100")
        return self

    @model_validator(mode="after")
    def anchors_cover_all_scores(self) -> Self:
        scores = [anchor.score for anchor in self.pd_anchors]
        pds = [anchor.pd for anchor in self.pd_anchors]
        if any(b <= a for a, b in pairwise(scores)) or (scores[0], scores[-1]) != (0, 100):
            raise senseless("anchors_must_rise", "pd_anchors rise in score from 0 to 100")
        if any(b >= a for a, b in pairwise(pds)):
            raise senseless("anchors_must_fall", "pd_anchors: a better score must have a lower PD")
        return self
