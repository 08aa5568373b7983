from duly.server.platform.jobs.backoff import MOST_ATTEMPTS, wait_after


def test_waits_grow_from_seconds_to_half_an_hour():
    waits = [wait_after(attempt).total_seconds() for attempt in range(1, MOST_ATTEMPTS)]
    assert waits == [10, 60, 300, 1800]


def test_after_the_fifth_attempt_there_is_none():
    assert wait_after(5) is None
    assert wait_after(6) is None
