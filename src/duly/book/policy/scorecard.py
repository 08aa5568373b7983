"""Which characteristics make a score, how many points for what, and what if one is not known?"""

from __future__ import annotations

from enum import StrEnum
from itertools import pairwise
from typing import Self

from pydantic import Field, model_validator

from duly.book.policy.part import PolicyPart, senseless


class Evidence(StrEnum):
    """Where a characteristic comes from; the guard against payment-only scores asks this."""

    PAYMENT = "payment"
    STATEMENT = "statement"
    BUREAU = "bureau"
    RELATION = "relation"
    MARKET = "market"


class Missing(StrEnum):
    """What a characteristic counts when it is not known.

    `leave_out`: neither its points nor its maximum count; the others decide.
    `worst`: its lowest points. `neutral`: the points named in `neutral_points`.
    """

    LEAVE_OUT = "leave_out"
    WORST = "worst"
    NEUTRAL = "neutral"


class Band(PolicyPart):
    """Values from `at_least` (included) up to the next band's `at_least` (excluded)."""

    at_least: float | None = None
    points: int = Field(ge=0)


class Category(PolicyPart):
    """Points for one value of a characteristic that is a word: a sector, a country."""

    value: str
    points: int = Field(ge=0)


class Characteristic(PolicyPart):
    """One line of the scorecard: a number sorted into bands, or a word looked up.

    The first band has no `at_least` (it starts at minus infinity); the others rise.
    """

    code: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    evidence: Evidence
    bands: tuple[Band, ...] = ()
    categories: tuple[Category, ...] = ()
    other_points: int | None = Field(default=None, ge=0)
    missing: Missing = Missing.LEAVE_OUT
    neutral_points: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def is_bands_or_categories(self) -> Self:
        if bool(self.bands) == bool(self.categories):
            raise senseless("bands_or_categories", "give either bands or categories")
        if self.categories and self.other_points is None:
            raise senseless("no_other_points", "other_points is needed for values not listed")
        if self.bands and self.other_points is not None:
            raise senseless(
                "misplaced_other_points", "other_points belongs to categories, not to bands"
            )
        return self

    @model_validator(mode="after")
    def bands_rise(self) -> Self:
        starts = [band.at_least for band in self.bands]
        if starts and starts[0] is not None:
            raise senseless(
                "first_band_starts", "the first band has no at_least; it takes all below"
            )
        later = [start for start in starts[1:] if start is not None]
        if len(later) != len(starts[1:]) or any(b <= a for a, b in pairwise(later)):
            raise senseless("bands_must_rise", "every later band needs an at_least, and they rise")
        return self

    @model_validator(mode="after")
    def points_can_be_lost(self) -> Self:
        if self.best == self.worst:
            raise senseless("points_all_same", "all points are the same, so it decides nothing")
        if (self.missing is Missing.NEUTRAL) != (self.neutral_points is not None):
            raise senseless("misplaced_neutral", "neutral_points goes with missing = 'neutral'")
        if self.neutral_points is not None and self.neutral_points > self.best:
            raise senseless("neutral_too_high", "neutral_points is above the best points")
        return self

    @property
    def all_points(self) -> tuple[int, ...]:
        listed = [band.points for band in self.bands] + [item.points for item in self.categories]
        return (*listed, *([] if self.other_points is None else [self.other_points]))

    @property
    def best(self) -> int:
        return max(self.all_points)

    @property
    def worst(self) -> int:
        return min(self.all_points)


class Evidenced(PolicyPart):
    """The least that must be known before a score is given; any one of the three is enough."""

    paid_invoices: int = Field(default=3, ge=1)
    bureau_report: bool = True
    statement: bool = True


class PaymentOnlyGuard(PolicyPart):
    """A large debtor's score is capped when nothing but its payments speaks for it.

    Large means at least `min_share` of what all accounts of its currency owe or owed at the peak.
    Large companies have paid on time until the day they failed (FEATURES 4.2, the cloaking
    effect), so good payment alone must not carry a large exposure.
    """

    min_share: float = Field(default=0.05, gt=0, le=1)
    cap_score: int = Field(default=79, ge=0, le=100)


class AdverseEventGuard(PolicyPart):
    """The score is capped when a bureau reports adverse events (judgments, insolvency, liens)."""

    min_events: int = Field(default=1, ge=1)
    cap_score: int = Field(default=34, ge=0, le=100)


class Scorecard(PolicyPart):
    """Characteristics, the evidence needed, and the guards. Points add up to the score.

    score = 100 x points / attainable, rounded half up, where attainable counts what is known (and
    what is missing but counted); a guard can only lower it.
    """

    characteristics: tuple[Characteristic, ...] = Field(min_length=1)
    evidence: Evidenced = Evidenced()
    payment_only: PaymentOnlyGuard | None = None
    adverse_events: AdverseEventGuard | None = None

    @model_validator(mode="after")
    def codes_are_unique(self) -> Self:
        codes = [item.code for item in self.characteristics]
        doubled = sorted({code for code in codes if codes.count(code) > 1})
        if doubled:
            raise senseless(
                "given_twice", "characteristic given twice: {names}", names=", ".join(doubled)
            )
        return self
