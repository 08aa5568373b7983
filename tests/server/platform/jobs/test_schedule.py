from datetime import UTC, datetime, time, timedelta

import pytest

from duly.server.platform.jobs.schedule import MOST_DAYS_CAUGHT_UP, ask_due
from duly.server.platform.models import Job, Schedule

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def morning(known, monkeypatch):
    """One job a day, at half past two in the morning of Berlin."""
    from duly.server.platform.jobs import acts

    monkeypatch.setattr(acts, "_known", {})
    known("day", lambda job: None, time(2, 30))


def days_asked(now):
    return [job.payload["as_of"] for job in ask_due(now)]


def test_the_first_day_is_today():
    assert days_asked(NOON) == ["2026-03-27"]


def test_a_day_is_asked_for_once():
    ask_due(NOON)
    assert days_asked(NOON + timedelta(hours=3)) == []
    assert Job.objects.count() == 1


def test_before_its_time_nothing_is_asked():
    assert days_asked(NOON.replace(hour=0)) == []


def test_missed_days_are_caught_up_in_order():
    ask_due(NOON)
    assert days_asked(NOON + timedelta(days=5)) == [f"2026-03-{day}" for day in range(28, 32)] + [
        "2026-04-01"
    ]


def test_a_clock_that_steps_back_asks_for_nothing():
    ask_due(NOON)
    assert days_asked(NOON - timedelta(hours=1)) == []
    assert days_asked(NOON - timedelta(days=3)) == []


def test_the_hour_that_summer_time_leaves_out_loses_no_day():
    ask_due(NOON)
    for hour in range(72):
        ask_due(NOON + timedelta(hours=hour))
    assert Job.objects.count() == 4


def test_an_hour_that_comes_twice_doubles_no_day():
    start = datetime(2026, 10, 24, 12, tzinfo=UTC)
    for half_hours in range(96):
        ask_due(start + timedelta(minutes=30 * half_hours))
    assert Job.objects.count() == 3


def test_a_schedule_that_is_off_asks_for_nothing():
    Schedule.objects.create(kind="day", daily_at=time(2, 30), is_on=False)
    assert days_asked(NOON) == []


def test_a_time_that_was_set_is_kept():
    Schedule.objects.create(kind="day", daily_at=time(23, 0))
    assert days_asked(NOON) == []


def test_days_too_long_ago_are_left_out():
    ask_due(NOON)
    assert len(days_asked(NOON + timedelta(days=999))) == MOST_DAYS_CAUGHT_UP


def test_of_several_who_ask_at_once_one_asks(in_parallel):
    ask_due(NOON - timedelta(days=1))
    in_parallel([lambda: ask_due(NOON)] * 4)
    assert Job.objects.count() == 2
