"""On which day does it fall? Days are whole numbers since 1970, for whole columns at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.int64]
NEVER = 2**30

ANY_DAY, WEEKLY, TWICE_A_MONTH, MONTHLY = range(4)
RUN_CYCLE_DAYS = (1, 7, 15, 30)

_EPOCH = date(1970, 1, 1)
_FIXED_HOLIDAYS = ("01-01", "05-01", "12-25", "12-26")


def day_number(day: date) -> int:
    return (day - _EPOCH).days


def month_end(days: Days) -> Days:
    """The last day of the month of each day."""
    return _first_of(_months(days) + 1) - 1


def next_business_day(days: Days) -> Days:
    """The day itself, or the first one after it on which banks work.

    Only weekends and the four holidays most of Europe shares: the book is invented, and a
    column of ten million days must not wait for national calendars.
    """
    rolled = np.busday_offset(days.astype("datetime64[D]"), 0, roll="forward", busdaycal=_BANKS)
    return rolled.astype(np.int64)


def next_run(days: Days, kind: npt.NDArray[Any], day: npt.NDArray[Any]) -> Days:
    """The first payment run of the customer on or after each day, moved to a business day.

    `kind` is one of ANY_DAY, WEEKLY (`day` 0 Monday to 4 Friday), TWICE_A_MONTH (`day` and
    `day` + 15) and MONTHLY (`day` 1 to 28).
    """
    weekly = days + (day - (days + 3)) % 7
    monthly = _next_monthday(days, day)
    halves = np.minimum(monthly, _next_monthday(days, (day + 14) % 28 + 1))
    chosen = np.select([kind == WEEKLY, kind == TWICE_A_MONTH, kind == MONTHLY],
                       [weekly, halves, monthly], days)  # fmt: skip
    return next_business_day(chosen)


def _next_monthday(days: Days, day: npt.NDArray[Any]) -> Days:
    months = _months(days)
    this_month = _first_of(months) + day - 1
    return np.where(this_month >= days, this_month, _first_of(months + 1) + day - 1)


def _months(days: Days) -> npt.NDArray[np.int64]:
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _first_of(months: npt.NDArray[np.int64]) -> Days:
    return months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)


_BANKS = np.busdaycalendar(
    holidays=np.array(
        [f"{year}-{day}" for year in range(1985, 2100) for day in _FIXED_HOLIDAYS],
        dtype="datetime64[D]",
    )
)
