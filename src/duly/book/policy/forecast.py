"""How far ahead is cash forecast, and what is thought of promises and disputes?"""

from __future__ import annotations

from pydantic import Field

from duly.book.policy.part import PolicyPart


class ForecastPolicy(PolicyPart):
    """The horizon of the cash forecast and what is usual where the book does not tell yet.

    `draws`: how often the payments are drawn. `promise_kept_share`: of promises, before any of
    the account or the book fell due. `dispute_days`: how long a dispute lasts, before any of the
    book was closed.
    """

    weeks: int = Field(default=13, ge=1, le=52)
    days: int = Field(default=30, ge=1, le=92)
    draws: int = Field(default=400, ge=100, le=5000)
    promise_kept_share: float = Field(default=0.6, gt=0, lt=1)
    dispute_days: int = Field(default=30, ge=1, le=365)
