"""R13 in full: 400 jobs, 20 kills, no job lost, repetitions absorbed, poison parked."""

import pytest
from tests.reliability.jobs_under_fire import left, poisoned, repeated, under_fire

from duly.server.platform.models import Job

pytestmark = [pytest.mark.reliability, pytest.mark.django_db(transaction=True)]


def test_no_job_is_lost_when_workers_are_killed():
    under_fire(jobs=400, kills=20, seconds_between=0.8, patience_seconds=240)
    assert left() == 400
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert repeated() <= 20


def test_a_job_that_kills_its_workers_is_parked_after_five():
    job = poisoned(patience_seconds=120)
    assert (job.state, job.attempts) == ("parked", 5)
