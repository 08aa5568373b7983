"""From which day to which day does a metric look?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from duly.book.policy.metrics import MetricsPolicy

YEAR_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `last`, both included, as people name them: 1 July to 30 September."""

    start: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.start).days + 1

    @property
    def opening(self) -> date:
        """The day whose closing balance opens the period."""
        return self.start - timedelta(days=1)

    def holds(self, day: ir.DateValue) -> ir.BooleanValue:
        return day.between(self.start, self.last)


def months_to(as_of: date, months: int) -> Period:
    """This many calendar months, the month of `as_of` the last of them, counted as far as it is.

    On 30 September three months are July to September (92 days); on 10 September, 1 July to
    10 September (72 days).
    """
    return Period(first_day_of(as_of, months_back=months - 1), as_of)


def first_day_of(as_of: date, *, months_back: int) -> date:
    year, month = divmod(as_of.year * 12 + as_of.month - 1 - months_back, 12)
    return date(year, month + 1, 1)


def month_ends(as_of: date, months: int) -> tuple[date, ...]:
    """The last `months` month ends, oldest first; `as_of` stands for the end of its own month."""
    backs = range(months - 2, -1, -1)
    earlier = [first_day_of(as_of, months_back=back) - timedelta(days=1) for back in backs]
    return (*earlier, as_of)


def months_before(day: ir.DateValue, as_of: date) -> ir.IntegerValue:
    """How many calendar months `day` lies back: 0 in the month of `as_of`."""
    number = day.year().cast("int64") * 12 + day.month().cast("int64")
    return ibis.literal(as_of.year * 12 + as_of.month, "int64") - number


@dataclass(frozen=True, slots=True)
class Scope:
    """The day, and the periods a policy asks for on it.

    `period`: sales and payments of DSO and its family. `year`: what is too rare for a quarter
    (turnover, losses, promises, the highest balance). `history`: how far count-back may peel.
    """

    as_of: date
    policy: MetricsPolicy

    @property
    def period(self) -> Period:
        return months_to(self.as_of, self.policy.period_months)

    @property
    def year(self) -> Period:
        return months_to(self.as_of, YEAR_MONTHS)

    @property
    def deductions(self) -> Period:
        first = self.as_of - timedelta(days=self.policy.deduction_days - 1)
        return Period(first, self.as_of)

    @property
    def history(self) -> Period:
        return months_to(self.as_of, self.policy.history_months)
