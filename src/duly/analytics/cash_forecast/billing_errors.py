"""How far off were past forecasts of the money of what was not billed yet?"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from duly.analytics.cash_forecast.billing_ledger import BillingLedger
from duly.analytics.cash_forecast.horizon import WEEK, Horizon, Whole
from duly.analytics.foresight.curves import Floats
from duly.analytics.foresight.moments import number_of_day

# Billing of the last half year is what comes next; forecasts of as many weeks show how well.
LOOKED_BACK_WEEKS = 26
# A forecast from fewer weeks of billing, or fewer such forecasts, say too little.
_FEWEST_WEEKS, _FEWEST_ERRORS = 8, 8


@dataclass(frozen=True, slots=True)
class Outlook:
    """What was to come by key and span, and what is billed a week on average, by key."""

    expected: Floats
    weekly: Floats


@dataclass(frozen=True, slots=True)
class BillingOutlooks:
    """What was to come as seen from each day, and what came; each is worked out once.

    `ends` are those of the spans ahead, as in `Horizon`.
    """

    ledger: BillingLedger
    ends: Whole
    _seen: dict[int, Outlook] = field(default_factory=dict)
    _errors: dict[int, Floats] = field(default_factory=dict)

    def errors(self, horizon: Horizon) -> Floats:
        """By past week, key and span: what came less what was to, in weeks of average billing.

        For each span, of the forecasts made as long before each of the last weeks: what a past
        week missed when it was as far ahead. Only weeks that were over at the end of `as_of`
        count. NaN in the spans of a week of which too few such forecasts can be made.
        """
        today = number_of_day(horizon.as_of)
        found = np.full((LOOKED_BACK_WEEKS, len(self.ledger.keys), len(self.ends)), np.nan)
        for week in range(horizon.weeks):
            spans = np.flatnonzero(horizon.week_of_span == week)
            missed = [self._error(day)[:, spans] for day in self._origins(today, week)]
            if len(missed) >= _FEWEST_ERRORS:
                found[:, :, spans] = np.array(missed)[np.arange(LOOKED_BACK_WEEKS) % len(missed)]
        return found

    def _origins(self, today: int, week: int) -> list[int]:
        """From which days the latest weeks were so many weeks ahead, the latest first."""
        first = self.ledger.first_day
        origins = [today - WEEK * (back + week + 1) for back in range(LOOKED_BACK_WEEKS)]
        enough = WEEK * _FEWEST_WEEKS
        return [day for day in origins if first is not None and day - first >= enough]

    def _error(self, day: int) -> Floats:
        """By key and span. Weeks that are not over are not asked for: of them not all has come."""
        if day not in self._errors:
            then = self.outlook(day)
            missed = self.ledger.came(day, self.ends) - then.expected
            weekly = then.weekly[:, None]
            self._errors[day] = np.where(weekly > 0, missed / np.maximum(weekly, 1e-9), 0.0)
        return self._errors[day]

    def outlook(self, day: int) -> Outlook:
        """What was to come as seen from the end of a day, had billing gone on as it did."""
        self._seen[day] = found = self._seen.get(day) or self._outlook(day)
        return found

    def _outlook(self, day: int) -> Outlook:
        billed = self.ledger.billed(day, days=known_days(self.ledger, day), whole=True)
        return outlook_of(billed, self.ledger.paid_by_age(day), self.ends)


def known_days(ledger: BillingLedger, on: int) -> int:
    """The days of the last half year of which billing is known, in whole weeks."""
    first = on + 1 if ledger.first_day is None else ledger.first_day
    return max(0, min(LOOKED_BACK_WEEKS * WEEK, (on - first + 1) // WEEK * WEEK))


def outlook_of(billed: Floats, paid_by_age: Floats, ends: Whole, *, later_days: int = 0) -> Outlook:
    """The average of the weeks billed, going on, and coming as fast as money came."""
    week = billed.reshape(len(billed), -1, WEEK).mean(axis=1)
    ahead = int(ends[-1])
    future = np.tile(week, (1, ahead // WEEK))
    by_end = share_in(paid_by_age, ends, ahead, later_days)
    cumulative = np.einsum("kd,kde->ke", future, by_end)
    return Outlook(np.diff(cumulative, axis=1, prepend=0.0), week.sum(axis=1))


def share_in(paid_by_age: Floats, ends: Whole, ahead: int, later: int) -> Floats:
    """By key, day of billing ahead and end of span: the share that is in by that end."""
    day = np.arange(1, ahead + 1)
    age = ends[None, :] - day[:, None] - later
    shares = paid_by_age[:, np.clip(age, 0, paid_by_age.shape[1] - 1)]
    return np.where(age[None, :, :] >= 0, shares, 0.0)
