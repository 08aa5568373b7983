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


@pytest.fixture
def look(known):
    """A job that begins anew a minute after it was done."""
    known("look", lambda job: None, every=timedelta(minutes=1))


def rounds_asked(now):
    return [job for job in ask_due(now) if job.kind == "look"]


def ended(state, at=NOON):
    Job.objects.filter(kind="look").update(state=state, ended_at=at)


def test_a_job_begins_anew_a_while_after_it_was_done(look):
    assert len(rounds_asked(NOON)) == 1
    assert rounds_asked(NOON + timedelta(minutes=2)) == []
    ended("done")
    assert rounds_asked(NOON + timedelta(seconds=59)) == []
    assert len(rounds_asked(NOON + timedelta(seconds=60))) == 1
    assert Job.objects.filter(kind="look", state="waiting", attempts=0).count() == 1


def test_after_it_was_parked_it_rests_longer(look):
    rounds_asked(NOON)
    ended("parked")
    assert rounds_asked(NOON + timedelta(minutes=9)) == []
    assert len(rounds_asked(NOON + timedelta(minutes=10))) == 1


def test_what_nobody_wants_does_not_begin(known):
    known("look", lambda job: None, every=timedelta(minutes=1), is_wanted=lambda: False)
    assert rounds_asked(NOON) == []


def test_of_several_who_see_it_ended_one_begins_it_anew(look, in_parallel):
    rounds_asked(NOON)
    ended("done", NOON - timedelta(days=1))
    found = in_parallel([lambda: len(rounds_asked(NOON))] * 4)
    assert sorted(found) == [0, 0, 0, 1]
