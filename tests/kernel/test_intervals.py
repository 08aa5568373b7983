from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.kernel.intervals import Interval

MAY = Interval(date(2026, 5, 1), date(2026, 6, 1))
JUNE = Interval(date(2026, 6, 1), date(2026, 7, 1))
SINCE_MAY = Interval(date(2026, 5, 1))
EMPTY = Interval(date(2026, 5, 9), date(2026, 5, 9))

FIRST = date(2026, 1, 1)
WEEK = [FIRST + timedelta(days=n) for n in range(8)]


@st.composite
def intervals(draw):
    start, end = sorted(draw(st.tuples(st.sampled_from(WEEK), st.sampled_from(WEEK))))
    return Interval(start, draw(st.sampled_from([end, None])))


@pytest.mark.parametrize(
    ("interval", "day", "inside"),
    [
        (MAY, date(2026, 4, 30), False),
        (MAY, date(2026, 5, 1), True),
        (MAY, date(2026, 5, 31), True),
        (MAY, date(2026, 6, 1), False),
        (SINCE_MAY, date(2126, 1, 1), True),
        (SINCE_MAY, date(2026, 4, 30), False),
        (EMPTY, date(2026, 5, 9), False),
    ],
)
def test_an_interval_contains_its_first_day_and_not_its_end(interval, day, inside):
    assert interval.contains(day) is inside


def test_an_interval_has_as_many_days_as_it_contains():
    assert (MAY.days, JUNE.days, EMPTY.days) == (31, 30, 0)


def test_an_open_interval_has_no_number_of_days():
    assert SINCE_MAY.days is None


def test_an_interval_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="before it starts"):
        Interval(date(2026, 5, 2), date(2026, 5, 1))


def test_intervals_that_only_touch_do_not_overlap():
    assert not MAY.overlaps(JUNE)
    assert MAY.intersection(JUNE) is None


def test_an_empty_interval_overlaps_nothing_not_even_itself():
    assert not EMPTY.overlaps(EMPTY)
    assert not EMPTY.overlaps(MAY)
    assert not EMPTY.overlaps(SINCE_MAY)


def test_two_open_intervals_meet_in_an_open_one():
    assert SINCE_MAY.intersection(Interval(date(2026, 7, 1))) == Interval(date(2026, 7, 1))


@given(intervals(), intervals())
def test_the_intersection_holds_the_days_that_are_in_both(one, other):
    shared = one.intersection(other)
    for day in WEEK:
        in_both = one.contains(day) and other.contains(day)
        assert in_both == (shared is not None and shared.contains(day))


@given(intervals(), intervals())
def test_overlapping_is_mutual_and_means_sharing_a_day(one, other):
    assert one.overlaps(other) == other.overlaps(one)
    assert one.intersection(other) == other.intersection(one)
    assert one.overlaps(other) == any(one.contains(day) and other.contains(day) for day in WEEK)


@given(intervals())
def test_the_days_of_a_closed_interval_are_those_it_contains(interval):
    if interval.days is not None:
        assert interval.days == sum(interval.contains(day) for day in WEEK)
