import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from duly.server.platform.jobs.acts import UnknownJob
from duly.server.platform.jobs.queue import ask, look, revive
from duly.server.platform.models import Job
from duly.server.platform.models.access import Role
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of

pytestmark = pytest.mark.django_db


def test_asking_again_with_the_same_key_is_one_job(done):
    first = ask(kind="greet", payload={"name": "Ann"}, key="k")
    assert ask(kind="greet", payload={"name": "Bob"}, key="k") == first
    assert Job.objects.get().payload == {"name": "Ann"}


def test_jobs_without_a_key_are_each_their_own(done):
    ask(kind="greet", payload={})
    ask(kind="greet", payload={})
    assert Job.objects.count() == 2


def test_a_kind_nobody_does_is_not_asked_for():
    with pytest.raises(UnknownJob):
        ask(kind="no.such", payload={})


def test_a_transaction_that_fails_asks_for_nothing(done):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        ask(kind="greet", payload={"share": 1 / (ask(kind="greet", payload={}).pk * 0)})
    assert Job.objects.count() == 0


def test_control_characters_in_a_payload_are_left_out(done):
    assert ask(kind="greet", payload={"name": "A\0nn"}).payload == {"name": "Ann"}


def test_of_those_who_ask_at_once_with_a_key_one_makes_the_job(done, in_parallel):
    in_parallel([lambda: ask(kind="greet", payload={}, key="k")] * 6)
    assert Job.objects.count() == 1


def test_a_job_that_waits_has_come_nowhere(done):
    assert look(ask(kind="greet", payload={}).pk).progress_share == 0


def test_a_parked_job_is_revived(done, actor):
    job = ask(kind="greet", payload={})
    Job.objects.update(state="parked", attempts=5)
    revive(actor=actor, job=job)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("waiting", 0)


def test_a_job_that_is_not_parked_is_not_revived(done, actor):
    with pytest.raises(Refused):
        revive(actor=actor, job=ask(kind="greet", payload={}))


def test_who_does_not_keep_the_settings_revives_nothing(done, person):
    job = ask(kind="greet", payload={})
    with pytest.raises(PermissionDenied):
        revive(actor=actor_of(person(Role.COLLECTOR)), job=job)
