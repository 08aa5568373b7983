"""What is to be done, and how far is it?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.canonical import storable
from duly.server.platform.jobs import live
from duly.server.platform.jobs.acts import act_of
from duly.server.platform.models import Job
from duly.server.platform.models.jobs import State
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, demand


def ask(
    *,
    kind: str,
    payload: dict[str, Any],
    key: str | None = None,
    actor: Actor | None = None,
    run_after: datetime | None = None,
) -> Job:
    """Ask for a job inside the transaction that wants it: both come about, or neither.

    Asking again with the same key gives the job that is there already, whatever became of it.
    """
    act_of(kind)
    now = clock.now()
    made = {
        "kind": kind,
        "payload": storable(payload),
        "run_after": run_after or now,
        "created_at": now,
        "asked_by": actor.user if actor else None,
    }
    if key is None:
        return Job.objects.create(**made)
    return Job.objects.get_or_create(key=key, defaults=made)[0]


def look(job_id: int) -> Job:
    """The job with its progress as of now. Raises Job.DoesNotExist."""
    job = Job.objects.get(pk=job_id)
    if job.state == State.RUNNING:
        job.progress_share, job.progress_of = live.seen(job)
    return job


def revive(*, actor: Actor, job: Job) -> None:
    """Let a parked job be tried again, five times."""
    demand(actor, Act.MANAGE_SETTINGS)
    with transaction.atomic():
        parked = Job.objects.filter(pk=job.pk, state=State.PARKED)
        fresh = {"state": State.WAITING, "attempts": 0, "ended_at": None}
        if not parked.update(**fresh, run_after=clock.now()):
            raise Refused("job_not_parked", job=job.pk)
        facts = {"kind": job.kind}
        record(actor=actor, kind="job.revived", subject=("job", str(job.pk)), facts=facts)
