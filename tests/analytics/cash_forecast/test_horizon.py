"""Into which days and weeks is the cash to come divided?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.analytics.cash_forecast.horizon import Horizon

TUESDAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("weeks", "days", "ends"),
    [
        (1, 1, [1, 7]),
        (1, 7, [1, 2, 3, 4, 5, 6, 7]),
        (2, 3, [1, 2, 3, 7, 14]),
        (2, 8, [1, 2, 3, 4, 5, 6, 7, 8, 14]),
        (1, 30, [1, 2, 3, 4, 5, 6, 7]),  # days beyond the last week are not looked at
    ],
)
def test_spans_end_where_a_day_or_a_week_ends(weeks, days, ends):
    assert Horizon(TUESDAY, weeks, days).ends.tolist() == ends


def test_the_first_day_is_the_one_after_and_the_first_week_ends_a_week_after():
    horizon = Horizon(TUESDAY, weeks=2, days=7)
    assert horizon.day(0) == horizon.week_start(0) == date(2026, 7, 1)
    assert horizon.day(6) == date(2026, 7, 7)
    assert horizon.week_start(1) == date(2026, 7, 8)


def test_the_day_itself_lies_in_no_span():
    assert Horizon(TUESDAY).ends.min() == 1


@given(st.integers(1, 60), st.integers(1, 100))
def test_every_span_lies_in_one_week(weeks, days):
    horizon = Horizon(TUESDAY, weeks, days)
    starts = [1, *(horizon.ends[:-1] + 1)]
    week = [(start - 1) // 7 for start in starts]
    assert week == horizon.week_of_span.tolist()
    assert set(week) == set(range(weeks))


@given(st.integers(1, 60), st.integers(1, 100))
def test_single_days_come_first_and_leave_no_gap(weeks, days):
    horizon = Horizon(TUESDAY, weeks, days)
    single = horizon.ends[horizon.day_spans].tolist()
    assert single == list(range(1, min(days, 7 * weeks) + 1))
    assert horizon.ends[-1] == horizon.last == 7 * weeks
