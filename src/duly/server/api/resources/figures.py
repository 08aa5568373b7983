"""How are the figures of an account on a day shown?"""

from __future__ import annotations

from datetime import date

from pydantic import AliasPath, Field

from duly.server.api.inputs import Shown
from duly.server.portfolio.models import Snapshot


class AccountFigures(Shown):
    """What the daily run said of an account; money in `currency`, the reporting currency."""

    as_of: date = Field(validation_alias=AliasPath("snapshot", "as_of"))
    currency: str = Field(validation_alias=AliasPath("snapshot", "currency"))
    open_units: int
    overdue_units: int
    disputed_units: int
    unapplied_units: int
    exposure_units: int
    buckets_units: list[int] = Field(description="What is not due first, then by days overdue.")
    oldest_days: int | None
    score: int | None
    grade: str
    pd: float | None = Field(description="Probability of default within a year, 0 to 1.")
    limit_units: int | None
    recommended_limit_units: int | None
    late_days_mean: float | None
    expected_loss_units: int | None


def day_of(snapshot: Snapshot | None) -> date | None:
    return snapshot.as_of if snapshot else None
