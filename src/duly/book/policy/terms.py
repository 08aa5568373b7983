"""Which terms go with which grade?"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from duly.book.policy.grades import GRADES, NOT_RATED
from duly.book.policy.part import GRADES_MISSING, MUST_NOT_RISE, PolicyPart, senseless

Security = Literal["none", "insurance", "insurance_or_guarantee", "letter_of_credit_or_cash"]


class GradeTerms(PolicyPart):
    """One row of the terms matrix (handbook 04 section 4); 0 days means prepayment."""

    days: int = Field(ge=0, le=180)
    deposit_share: float = Field(default=0.0, ge=0, le=1)
    discount_share: float = Field(default=0.0, ge=0, lt=0.2)
    discount_days: int = Field(default=0, ge=0, le=60)
    security: Security = "none"
    review_months: int = Field(ge=0, le=24)
    hold_overdue_days: int = Field(ge=0, le=180)

    @model_validator(mode="after")
    def discount_makes_sense(self) -> Self:
        if (self.discount_share > 0) != (self.discount_days > 0):
            raise senseless(
                "discount_half_given", "a discount needs both discount_share and discount_days"
            )
        if self.discount_days and self.discount_days >= self.days:
            raise senseless("discount_too_long", "discount_days must be shorter than days")
        return self


class TermsPolicy(PolicyPart):
    """The terms matrix; `target_loss_share` is what a deposit should bring the loss down to.

    The law that caps the days is that of `seller_country`; None means the buyer's own country.
    """

    matrix: dict[str, GradeTerms]
    seller_country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    target_loss_share: float = Field(default=0.02, gt=0, lt=1)
    lgd: float = Field(default=0.6, gt=0, le=1)

    @model_validator(mode="after")
    def matrix_is_complete_and_falls(self) -> Self:
        if set(self.matrix) != {*GRADES, NOT_RATED}:
            raise senseless("grades_missing", GRADES_MISSING, key="matrix")
        for key, rising in (("days", False), ("hold_overdue_days", False), ("deposit_share", True)):
            values = [getattr(self.matrix[grade], key) for grade in GRADES]
            if values != sorted(values, reverse=not rising):
                if rising:
                    raise senseless("must_not_fall", "{key} must not fall from A to E", key=key)
                raise senseless("must_not_rise", MUST_NOT_RISE, key=key)
        return self
