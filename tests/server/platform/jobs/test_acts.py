import pytest

from duly.server.platform.jobs.acts import Running, UnknownJob, act, act_of


def test_a_kind_nobody_does_is_unknown():
    with pytest.raises(UnknownJob):
        act_of("no.such")


def test_a_kind_is_done_by_one_function(known):
    known("greet", lambda job: None)
    with pytest.raises(ValueError, match="greet"):
        act("greet")(lambda job: None)


def test_progress_stays_between_nothing_and_all():
    told = []
    job = Running({}, tell=lambda share, words: told.append((share, words)))
    job.progress(-1)
    job.progress(1.5, "rows")
    assert told == [(0.0, ""), (1.0, "rows")]


def test_progress_that_nobody_wants_is_told_to_nobody():
    Running({}).progress(0.5)
