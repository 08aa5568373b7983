"""Into which days and weeks is the cash to come divided?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
WEEK = 7


@dataclass(frozen=True, slots=True)
class Horizon:
    """Single days first, then weeks of seven days; the first begins the day after `as_of`.

    The time ahead is cut into spans that end where a day or a week ends, so that every span lies
    in one week. Offsets count from `as_of`: 1 is the day after it.
    """

    as_of: date
    weeks: int = 13
    days: int = 30

    @property
    def ends(self) -> Whole:
        """The offset of the last day of each span, ascending."""
        weekly = {WEEK * week for week in range(1, self.weeks + 1)}
        daily = set(range(1, min(self.days, self.last) + 1))
        return np.array(sorted(weekly | daily), dtype=np.int64)

    @property
    def last(self) -> int:
        """The offset of the last day that is looked at."""
        return WEEK * self.weeks

    @property
    def week_of_span(self) -> Whole:
        """For each span the week it lies in, from 0."""
        return np.asarray((self.ends - 1) // WEEK)

    @property
    def day_spans(self) -> Whole:
        """The places of the spans that are one day long, in order."""
        return np.flatnonzero(self.ends <= self.days)

    def week_start(self, week: int) -> date:
        """The first day of a week, counted from 0; the week ends before the next one starts."""
        return self.as_of + timedelta(days=WEEK * week + 1)

    def day(self, number: int) -> date:
        """The day at an offset from `as_of`, counted from 0 for the day after it."""
        return self.as_of + timedelta(days=number + 1)
