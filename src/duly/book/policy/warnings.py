"""When does an account give an early warning?"""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from duly.book.policy.part import PolicyPart, senseless


class WarningPolicy(PolicyPart):
    """Thresholds of the early-warning signals, each against the account's own history.

    A signal needs a minimum of evidence, so that one late invoice in a short history is not news.
    What each threshold is compared with is told by `duly.analytics.warnings.WARNINGS`.
    """

    min_paid_recent: int = Field(default=3, ge=1)
    min_paid_before: int = Field(default=5, ge=1)
    recent_days: int = Field(default=90, ge=30, le=183)
    history_days: int = Field(default=365, ge=90, le=1096)
    slowing_days: float = Field(default=7.0, gt=0)
    utilisation: float = Field(default=0.8, gt=0)
    utilisation_growth: float = Field(default=0.25, gt=0)
    order_spike_days: int = Field(default=30, ge=7, le=92)
    order_spike_ratio: float = Field(default=2.5, gt=1)
    oldest_item_days: int = Field(default=30, ge=1)
    oldest_item_ratio: float = Field(default=2.0, gt=1)
    disputed_share: float = Field(default=0.15, gt=0, le=1)
    disputed_growth: float = Field(default=0.10, gt=0, le=1)
    broken_promises: int = Field(default=2, ge=1)
    first_late_after: int = Field(default=10, ge=2)
    first_late_days: int = Field(default=5, ge=1)
    shrinking_ratio: float = Field(default=0.5, gt=0, lt=1)
    bureau_fall: float = Field(default=0.10, gt=0, lt=1)
    bureau_months: int = Field(default=12, ge=1)
    statement_z_fall: float = Field(default=1.0, gt=0)
    cover_ratio: float = Field(default=0.9, gt=0, lt=1)
    stopped_gap_ratio: float = Field(default=2.0, gt=1)
    stopped_days: int = Field(default=21, ge=1)

    @model_validator(mode="after")
    def there_is_a_time_before(self) -> Self:
        if self.history_days < 2 * self.recent_days:
            raise senseless(
                "history_too_short",
                "history_days must be at least twice recent_days, to compare with",
            )
        if self.order_spike_days > self.recent_days:
            raise senseless(
                "spike_too_long", "order_spike_days must not be longer than recent_days"
            )
        return self
