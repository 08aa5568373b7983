"""From which day to which day does a metric look?"""

from __future__ import annotations

from datetime import date

import pytest

from duly.analytics.metrics.periods import Scope, month_ends, months_to
from duly.book.policy.metrics import MetricsPolicy


@pytest.mark.parametrize(
    ("as_of", "months", "start", "days"),
    [
        (date(2026, 9, 30), 3, date(2026, 7, 1), 92),
        (date(2026, 9, 10), 3, date(2026, 7, 1), 72),
        (date(2026, 9, 1), 1, date(2026, 9, 1), 1),
        (date(2026, 1, 31), 3, date(2025, 11, 1), 92),
        (date(2024, 2, 29), 12, date(2023, 3, 1), 366),
    ],
)
def test_months_are_calendar_months_and_the_last_counts_as_far_as_it_is(as_of, months, start, days):
    period = months_to(as_of, months)
    assert (period.start, period.last, period.days) == (start, as_of, days)


def test_a_period_opens_with_the_balance_of_the_day_before_it():
    assert months_to(date(2026, 9, 30), 3).opening == date(2026, 6, 30)


def test_month_ends_close_with_the_day_itself():
    ends = month_ends(date(2026, 3, 12), 4)
    assert ends == (date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 12))


def test_a_single_month_end_is_the_day_itself():
    assert month_ends(date(2026, 3, 12), 1) == (date(2026, 3, 12),)


def test_the_deductions_of_ninety_days_include_the_day_itself():
    period = Scope(date(2026, 9, 30), MetricsPolicy()).deductions
    assert (period.start, period.days) == (date(2026, 7, 3), 90)
