"""Who is worth a call, and what makes a call worth more?"""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from duly.book.policy.part import PolicyPart, senseless


class WorklistPolicy(PolicyPart):
    """What a call is expected to bring, in money, and who is left alone.

    Expected money of a call = overdue and undisputed x the share a call moves at that age
    (`moved_share`, by days of the oldest item: the younger, the more) plus, for what is not yet
    due, the expected loss. Below `min_overdue` (major units of the policy's currency scale) or
    before `grace_days` nobody is called. A running promise is left alone until it is due.
    """

    min_overdue: int = Field(default=100, ge=0)
    grace_days: int = Field(default=5, ge=0, le=60)
    moved_share_from_days: tuple[int, ...] = (0, 31, 61, 91, 181)
    moved_share: tuple[float, ...] = (0.35, 0.30, 0.22, 0.15, 0.08)
    broken_promise_weight: float = Field(default=1.25, ge=1, le=3)
    warning_weight: float = Field(default=1.15, ge=1, le=3)
    usual_lateness_weight: float = Field(default=0.5, gt=0, le=1)
    length: int = Field(default=50, ge=1)

    @model_validator(mode="after")
    def shares_match_days(self) -> Self:
        starts = list(self.moved_share_from_days)
        if len(starts) != len(self.moved_share) or not starts:
            raise senseless(
                "shares_do_not_match",
                "moved_share needs one share for each of moved_share_from_days",
            )
        if starts[0] != 0 or starts != sorted(set(starts)):
            raise senseless("starts_must_rise", "moved_share_from_days start at 0 and rise")
        if any(not 0 <= share <= 1 for share in self.moved_share):
            raise senseless("share_out_of_range", "moved_share lies between 0 and 1")
        return self
