import threading
from datetime import timedelta

import pytest
from django.db import transaction

from duly.server.platform import clock
from duly.server.platform.jobs import live
from duly.server.platform.jobs.acts import NeedsAPerson
from duly.server.platform.jobs.queue import ask, look
from duly.server.platform.jobs.worker import _take, work_forever, work_once
from duly.server.platform.models import Job
from duly.server.platform.refusals import Refused

pytestmark = pytest.mark.django_db


def work(minutes=0):
    """Work once, so many minutes from now."""
    moment = clock.now() + timedelta(minutes=minutes)
    with clock.stopped(moment):
        return work_once(moment)


def only_job():
    return Job.objects.get()


def test_a_job_is_done_once_and_keeps_its_result(done):
    ask(kind="greet", payload={"name": "Ann"})
    assert (work(), work()) == (True, False)
    job = only_job()
    assert (job.state, job.result, job.progress_share) == ("done", {"greeted": "Ann"}, 1.0)
    assert done == [{"name": "Ann"}]


def test_where_nothing_is_asked_nothing_is_done():
    assert work() is False


def test_a_job_for_later_waits(done):
    ask(kind="greet", payload={}, run_after=clock.now() + timedelta(minutes=9))
    assert (work(), work(minutes=10)) == (False, True)


def test_who_is_quick_leaves_long_jobs_to_others(done, known):
    known("slow", lambda job: None, is_long=True)
    ask(kind="slow", payload={})
    ask(kind="greet", payload={"name": "Ann"})
    moment = clock.now()
    assert (work_once(moment, is_quick=True), work_once(moment, is_quick=True)) == (True, False)
    assert done == [{"name": "Ann"}]
    assert work_once(moment)


def test_jobs_are_done_in_the_order_asked(done):
    for name in "abc":
        ask(kind="greet", payload={"name": name})
    while work():
        pass
    assert [payload["name"] for payload in done] == ["a", "b", "c"]


def test_the_act_knows_who_asked(known, actor):
    seen = []
    known("greet", lambda job: seen.append(job.actor))
    ask(kind="greet", payload={}, actor=actor)
    work()
    assert seen[0].user == actor.user


def test_a_job_that_failed_is_tried_again_later(known):
    known("greet", lambda job: 1 / (job.attempt - 1) and None)
    ask(kind="greet", payload={})
    work()
    assert (only_job().state, only_job().last_error) == (
        "waiting",
        "ZeroDivisionError: division by zero",
    )
    assert (work(), work(minutes=1)) == (False, True)
    assert (only_job().state, only_job().last_error) == ("done", "")


def test_a_job_that_always_fails_is_parked_after_five_tries(known):
    known("greet", lambda job: 1 / 0)
    ask(kind="greet", payload={})
    assert [work(minutes=hour * 60) for hour in range(6)] == [True] * 5 + [False]
    assert (only_job().state, only_job().attempts) == ("parked", 5)


@pytest.mark.parametrize("error", [NeedsAPerson("no file"), Refused("import_undone")])
def test_a_job_that_cannot_succeed_is_parked_at_once(known, error):
    def fail(job):
        raise error

    known("greet", fail)
    ask(kind="greet", payload={})
    work()
    assert (only_job().state, only_job().attempts) == ("parked", 1)


def test_a_kind_no_longer_known_is_parked(done, known, monkeypatch):
    ask(kind="greet", payload={})
    Job.objects.update(kind="gone")
    work()
    assert only_job().state == "parked"


def test_an_error_tells_no_secret(known):
    def fail(job):
        raise ValueError("cannot reach https://ann:hunter2@example.org?token=abc")

    known("greet", fail)
    ask(kind="greet", payload={})
    work()
    assert "hunter2" not in only_job().last_error
    assert "abc" not in only_job().last_error


def test_a_job_whose_worker_died_is_taken_up_when_its_lease_ends(done):
    ask(kind="greet", payload={})
    assert _take(clock.now(), "died").leased_by == "died"
    assert (work(), work(minutes=1)) == (False, True)
    assert (only_job().state, only_job().attempts) == ("done", 2)


def test_a_job_that_kills_its_workers_is_parked(done):
    ask(kind="greet", payload={})
    for hour in range(5):
        assert _take(clock.now() + timedelta(hours=hour), f"died{hour}") is not None
    assert work(minutes=600) is False
    assert (only_job().state, done) == ("parked", [])


def test_who_lost_the_lease_does_not_end_the_job_of_the_other(known):
    def overtaken(job):
        Job.objects.update(leased_by="other", attempts=2)

    known("greet", overtaken)
    ask(kind="greet", payload={})
    work()
    assert (only_job().state, only_job().leased_by) == ("running", "other")


def test_what_the_act_wrote_before_it_failed_is_gone(known):
    def fail(job):
        with transaction.atomic():
            ask(kind="greet", payload={"second": True})
            raise ZeroDivisionError

    known("greet", fail)
    ask(kind="greet", payload={})
    work()
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_page_sees_progress_while_the_transaction_is_open(known, in_parallel, monkeypatch):
    monkeypatch.setattr(live, "_TELL_SECONDS", 0.02)
    told, looked = threading.Event(), threading.Event()

    def slow(job):
        with transaction.atomic():
            Job.objects.create(kind="x", run_after=clock.now(), created_at=clock.now())
            job.progress(0.4, "rows")
            told.set()
            assert looked.wait(10)

    def page():
        assert told.wait(10)
        for _ in range(100):
            seen = look(asked.pk)
            if seen.progress_share:
                break
            threading.Event().wait(0.02)
        looked.set()
        return seen.progress_share, seen.progress_of

    known("greet", slow)
    asked = ask(kind="greet", payload={})
    assert in_parallel([work, page])[1] == (0.4, "rows")


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_job(done, in_parallel):
    for number in range(20):
        ask(kind="greet", payload={"name": number})

    def all_of_them():
        while work_once(clock.now()):
            pass

    in_parallel([all_of_them] * 4)
    assert sorted(payload["name"] for payload in done) == list(range(20))
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_a_worker_works_until_it_is_told_to_stop(known):
    stop = threading.Event()
    known("greet", lambda job: stop.set())
    ask(kind="greet", payload={})
    ask(kind="greet", payload={})
    work_forever(stop)
    assert sorted(Job.objects.filter(kind="greet").values_list("state", flat=True)) == [
        "done",
        "waiting",
    ]
