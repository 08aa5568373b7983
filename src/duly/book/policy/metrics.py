"""Over which periods are the portfolio's metrics taken?"""

from __future__ import annotations

from pydantic import Field

from duly.book.policy.part import PolicyPart


class MetricsPolicy(PolicyPart):
    """Periods of the metrics of handbook 01.

    `period_months`: sales period of DSO, best possible DSO and turnover, ending on the day.
    `history_months`: how far count-back DSO may peel before it is incomplete.
    `cei_months`: N of the collection effectiveness index (CRF divides sales by N; 1 for monthly).
    `promise_tolerance_days`: a promise paid this many days late is still kept.
    """

    period_months: int = Field(default=3, ge=1, le=12)
    history_months: int = Field(default=24, ge=1, le=60)
    cei_months: int = Field(default=1, ge=1, le=12)
    deduction_days: int = Field(default=90, ge=30, le=366)
    promise_tolerance_days: int = Field(default=3, ge=0, le=30)
