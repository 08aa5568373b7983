"""By which methods is a credit limit found, how are they composed, and where is it capped?"""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from duly.book.policy.grades import GRADES, NOT_RATED
from duly.book.policy.part import GRADES_MISSING, MUST_NOT_RISE, PolicyPart, senseless

ByGrade = dict[str, float]


class LimitPolicy(PolicyPart):
    """Parameters of the methods of handbook 04 section 1 and of their composition.

    Shares are fractions; amounts are in major units of the policy's currency scale. A method whose
    share is None is switched off. `cap_amount` is the grade's highest limit, None for no cap.
    """

    net_worth_share: ByGrade
    working_capital_share: float | None = Field(default=0.20, gt=0, le=1)
    high_credit_factor: float | None = Field(default=1.2, gt=0, le=3)
    high_credit_max_days_late: float = Field(default=15.0, ge=0)
    bureau_factor: float | None = Field(default=1.0, gt=0, le=2)
    payment_history: bool = True
    supplier_share: float | None = Field(default=0.30, gt=0, le=1)
    expected_delay_in_need: bool = True
    peak_factor: float = Field(default=1.25, ge=1, le=3)
    grade_factor: ByGrade
    cap_amount: dict[str, int | None]
    approver_cap: int | None = Field(default=None, gt=0)
    insured_residue_accepted: bool = False
    significant_digits: int = Field(default=2, ge=1, le=6)

    @model_validator(mode="after")
    def every_grade_is_named(self) -> Self:
        wanted = {*GRADES, NOT_RATED}
        for key in ("net_worth_share", "grade_factor", "cap_amount"):
            if set(getattr(self, key)) != wanted:
                raise senseless("grades_missing", GRADES_MISSING, key=key)
        return self

    @model_validator(mode="after")
    def better_grades_get_no_less(self) -> Self:
        for key in ("net_worth_share", "grade_factor"):
            values = [getattr(self, key)[grade] for grade in GRADES]
            if any(value < 0 for value in values) or values != sorted(values, reverse=True):
                raise senseless(
                    "rises_or_negative", "{key} must not rise from A to E, nor be negative", key=key
                )
        caps = [self.cap_amount[grade] for grade in GRADES]
        given = [cap for cap in caps if cap is not None]
        if given != sorted(given, reverse=True) or None in caps[len(caps) - len(given) :]:
            raise senseless("must_not_rise", MUST_NOT_RISE, key="cap_amount")
        return self
