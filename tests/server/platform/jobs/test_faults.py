"""R13 in small: no job is lost when workers are killed; tests/reliability does it in full."""

import pytest
from tests.reliability.jobs_under_fire import left, repeated, under_fire

from duly.server.platform.models import Job


@pytest.mark.django_db(transaction=True)
def test_no_job_is_lost_when_workers_are_killed():
    under_fire(jobs=60, kills=3, seconds_between=0.3, patience_seconds=90)
    assert left() == 60
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    assert repeated() <= 3
