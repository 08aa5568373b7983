import pytest
from django.db import connection

from duly.server.platform import clock
from duly.server.platform.jobs import live
from duly.server.platform.jobs.queue import ask
from duly.server.platform.jobs.worker import _take, work_once
from duly.server.platform.models import Job

pytestmark = pytest.mark.django_db
ON_SQLITE = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="there the lease tells")
ON_POSTGRESQL = pytest.mark.skipif("connection.vendor == 'sqlite'", reason="there a lock tells")


@ON_SQLITE
def test_a_worker_is_alive_as_long_as_it_works():
    with live.worker() as name:
        assert live.is_alive(name)
    assert not live.is_alive(name)


def test_a_worker_nobody_knows_is_not_alive():
    assert not live.is_alive("nobody")


@ON_SQLITE
def test_the_job_of_a_live_worker_is_left_to_it_however_long_it_takes(done):
    ask(kind="greet", payload={})
    with live.worker() as name:
        assert _take(clock.now(), name) is not None
        assert work_once(clock.now() + 9 * live.LEASE) is False
    assert work_once(clock.now() + 9 * live.LEASE) is True


@ON_SQLITE
def test_what_dead_workers_left_lying_is_cleared():
    left = live._folder() / "dead-1.lock"
    left.touch()
    with live.worker():
        assert not left.exists()


@ON_POSTGRESQL
@pytest.mark.django_db(transaction=True)
def test_a_heartbeat_extends_the_lease(known, monkeypatch):
    import threading

    monkeypatch.setattr(live, "_TELL_SECONDS", 0.01)
    monkeypatch.setattr(live, "_BEAT_SECONDS", 0.01)
    leases = set()

    def slow(job):
        for _ in range(200):
            leases.add(Job.objects.get().leased_until)
            if len(leases) > 2:
                return
            threading.Event().wait(0.01)

    known("greet", slow)
    ask(kind="greet", payload={})
    work_once(clock.now())
    assert len(leases) > 2


def test_progress_of_a_job_that_ended_is_cleared_away(known):
    known("greet", lambda job: job.progress(0.5, "rows"))
    job = ask(kind="greet", payload={})
    work_once(clock.now())
    assert not live._progress_file(job.pk).exists()
    assert connection.is_usable()
