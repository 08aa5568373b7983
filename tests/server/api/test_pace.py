"""Is a caller that asks too often told to wait, and nobody else?"""

from datetime import UTC, datetime, timedelta

from duly.server.api.pace import Pace

NOW = datetime(2026, 10, 31, tzinfo=UTC)


def allowed(pace, caller="a", after=0.0, times=1):
    now = NOW + timedelta(seconds=after)
    return [pace.allows(caller, now) for _ in range(times)].count(True)


def test_so_many_at_once_and_no_more():
    assert allowed(Pace(at_once=5), times=9) == 5


def test_after_a_while_there_is_room_again():
    pace = Pace(at_once=5, a_second=2)
    allowed(pace, times=5)
    assert allowed(pace, after=1.5, times=9) == 3


def test_waiting_long_does_not_save_up_more_than_at_once():
    pace = Pace(at_once=5, a_second=2)
    allowed(pace, times=5)
    assert allowed(pace, after=3600, times=9) == 5


def test_another_caller_does_not_wait():
    pace = Pace(at_once=1)
    allowed(pace, times=3)
    assert allowed(pace, caller="b") == 1


def test_a_clock_that_steps_back_gives_nothing_away():
    pace = Pace(at_once=1, a_second=1)
    allowed(pace, after=100)
    assert allowed(pace, after=0) == 0
