from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duly.kernel.calendars import (
    add_business_days,
    add_months,
    business_days_between,
    has_calendar,
    is_business_day,
    month_end,
    months_between,
    next_business_day,
    previous_business_day,
    public_holidays,
)

PLACES = st.sampled_from(["DE", "FR", "SA", "CN", None])
DAYS = st.dates(date(2025, 12, 15), date(2026, 3, 15))
ANY_DAYS = st.dates(date(2019, 12, 1), date(2021, 3, 31))
SETTLED = settings(deadline=None)


@pytest.mark.parametrize(
    ("day", "country"),
    [
        ("2026-11-20", "DE"),  # a Friday
        ("2026-01-06", "DE"),  # Epiphany, but not in all of Germany
        ("2026-08-31", "GB-SCT"),
        ("2026-11-22", "SA"),  # a Sunday
        ("2021-11-21", "AE"),  # a Sunday, before the weekend moved
        ("2026-11-20", "AE"),  # a Friday, since it moved
        ("2026-02-14", "CN"),  # a Saturday worked for the spring festival
        ("2026-01-01", "ZZ"),
        ("2026-01-01", None),
    ],
)
def test_is_a_business_day(day, country):
    assert is_business_day(date.fromisoformat(day), country)


@pytest.mark.parametrize(
    ("day", "country"),
    [
        ("2026-11-21", "DE"),  # a Saturday
        ("2026-10-03", "DE"),
        ("2026-01-06", "DE-BY"),
        ("2026-07-14", "FR"),
        ("2026-08-31", "GB"),  # the bank holiday of England and Wales
        ("2026-04-06", "GB"),
        ("2026-11-20", "SA"),  # a Friday
        ("2012-11-22", "SA"),  # a Thursday, before the weekend moved
        ("2021-11-19", "AE"),  # a Friday, before the weekend moved
        ("2026-11-22", "AE"),  # a Sunday, since it moved
        ("2026-11-21", "ZZ"),
        ("2026-11-22", None),
    ],
)
def test_is_no_business_day(day, country):
    assert not is_business_day(date.fromisoformat(day), country)


@pytest.mark.parametrize("country", ["DE", "DE-BY", "GB", "GB-ENG", "US", "SA", "ZA"])
def test_holidays_are_known_for(country):
    assert has_calendar(country)


@pytest.mark.parametrize("country", [None, "", "ZZ", "DE-ZZ", "de", "Germany"])
def test_holidays_are_not_known_for(country):
    assert not has_calendar(country)


@pytest.mark.parametrize(
    ("day", "before", "after"),
    [
        ("2026-12-24", "2026-12-24", "2026-12-24"),
        ("2026-12-25", "2026-12-24", "2026-12-28"),
        ("2026-12-27", "2026-12-24", "2026-12-28"),
        ("2027-01-01", "2026-12-31", "2027-01-04"),
    ],
)
def test_the_nearest_business_day_is_the_day_itself_if_it_is_one(day, before, after):
    assert previous_business_day(date.fromisoformat(day), "DE") == date.fromisoformat(before)
    assert next_business_day(date.fromisoformat(day), "DE") == date.fromisoformat(after)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        ("2026-12-23", 0, "2026-12-23"),
        ("2026-12-23", 1, "2026-12-24"),
        ("2026-12-23", 2, "2026-12-28"),
        ("2026-12-28", -1, "2026-12-24"),
        ("2026-12-26", 0, "2026-12-26"),
        ("2026-12-26", 1, "2026-12-28"),
        ("2026-12-26", -1, "2026-12-24"),
    ],
)
def test_business_days_are_added_over_weekends_and_holidays(start, n, end):
    assert add_business_days(date.fromisoformat(start), n, "DE") == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-12-23", "2026-12-23", 0),
        ("2026-12-23", "2026-12-24", 1),
        ("2026-12-23", "2026-12-29", 3),
        ("2026-12-29", "2026-12-23", -3),
        ("2026-12-25", "2026-12-28", 0),
    ],
)
def test_the_business_days_between_two_dates_leave_out_the_second(start, end, days):
    assert business_days_between(date.fromisoformat(start), date.fromisoformat(end), "DE") == days


@SETTLED
@given(DAYS, st.integers(-30, 30), PLACES)
def test_adding_business_days_and_taking_them_off_comes_back_to_a_business_day(day, n, place):
    start = next_business_day(day, place)
    assert add_business_days(add_business_days(start, n, place), -n, place) == start


@SETTLED
@given(DAYS, st.integers(-30, 30), PLACES)
def test_as_many_business_days_lie_between_as_were_added(day, n, place):
    start = previous_business_day(day, place)
    assert business_days_between(start, add_business_days(start, n, place), place) == n


@SETTLED
@given(DAYS, DAYS, DAYS, PLACES)
def test_business_days_between_add_up_over_any_stop(start, stop, end, place):
    parts = business_days_between(start, stop, place) + business_days_between(stop, end, place)
    assert parts == business_days_between(start, end, place)


@pytest.mark.parametrize(
    ("day", "end"),
    [("2026-11-01", "2026-11-30"), ("2026-12-31", "2026-12-31"), ("2028-02-03", "2028-02-29")],
)
def test_a_month_ends_on_its_last_day(day, end):
    assert month_end(date.fromisoformat(day)) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("day", "n", "later", "at_month_end"),
    [
        ("2026-01-15", 1, "2026-02-15", "2026-02-15"),
        ("2026-01-31", 1, "2026-02-28", "2026-02-28"),
        ("2026-02-28", 1, "2026-03-28", "2026-03-31"),
        ("2026-04-30", 1, "2026-05-30", "2026-05-31"),
        ("2026-11-30", 3, "2027-02-28", "2027-02-28"),
        ("2026-01-31", -11, "2025-02-28", "2025-02-28"),
        ("2026-01-15", -1, "2025-12-15", "2025-12-15"),
        ("2026-12-15", 0, "2026-12-15", "2026-12-15"),
        ("2028-02-29", 12, "2029-02-28", "2029-02-28"),
    ],
)
def test_months_are_added_to_the_same_day_or_the_months_last(day, n, later, at_month_end):
    start = date.fromisoformat(day)
    assert add_months(start, n) == date.fromisoformat(later)
    assert add_months(start, n, keep_month_end=True) == date.fromisoformat(at_month_end)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2026-01-15", "2026-02-14", 0),
        ("2026-01-15", "2026-02-15", 1),
        ("2026-01-31", "2026-02-27", 0),
        ("2026-01-31", "2026-02-28", 1),
        ("2025-11-30", "2026-11-29", 11),
        ("2026-02-15", "2026-01-15", -1),
        ("2026-02-14", "2026-01-15", 0),
    ],
)
def test_only_whole_months_are_counted(start, end, months):
    assert months_between(date.fromisoformat(start), date.fromisoformat(end)) == months


@given(ANY_DAYS, ANY_DAYS)
def test_the_months_between_are_the_most_that_fit(one, other):
    start, end = sorted([one, other])
    months = months_between(start, end)
    assert add_months(start, months) <= end < add_months(start, months + 1)


@given(ANY_DAYS, st.integers(-30, 30))
def test_a_month_end_that_is_kept_is_found_again(day, n):
    last = month_end(day)
    there = add_months(last, n, keep_month_end=True)
    assert there + timedelta(days=1) == (there + timedelta(days=1)).replace(day=1)
    assert add_months(there, -n, keep_month_end=True) == last


def test_public_holidays_are_named_in_the_language_asked_for():
    assert public_holidays("DE", 2026, language="en_US")[date(2026, 10, 3)] == "German Unity Day"
    assert public_holidays("DE", 2026)[date(2026, 10, 3)] == "Tag der Deutschen Einheit"


@pytest.mark.parametrize("place", ["DE-BY", "GB", "FR"])
def test_a_public_holiday_is_no_business_day(place):
    assert not any(is_business_day(day, place) for day in public_holidays(place, 2026))


def test_a_place_without_a_calendar_has_no_public_holidays():
    assert public_holidays("ZZ", 2026) == {}


CLOSED = frozenset({date(2026, 11, 23), date(2026, 11, 24)})  # a Monday and a Tuesday


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (lambda **given: is_business_day(date(2026, 11, 23), "DE", **given), False),
        (lambda **given: next_business_day(date(2026, 11, 21), "DE", **given), date(2026, 11, 25)),
        (
            lambda **given: previous_business_day(date(2026, 11, 24), "DE", **given),
            date(2026, 11, 20),
        ),
        (
            lambda **given: add_business_days(date(2026, 11, 20), 1, "DE", **given),
            date(2026, 11, 25),
        ),
        (
            lambda **given: add_business_days(date(2026, 11, 25), -1, "DE", **given),
            date(2026, 11, 20),
        ),
        (
            lambda **given: business_days_between(
                date(2026, 11, 20), date(2026, 11, 26), "DE", **given
            ),
            2,
        ),
        (
            lambda **given: business_days_between(
                date(2026, 11, 26), date(2026, 11, 20), "DE", **given
            ),
            -2,
        ),
    ],
)
def test_a_day_closed_by_whoever_asks_is_no_business_day(question, answer):
    assert question(closed=CLOSED) == answer
    assert question() != answer
