"""Which jobs of every day are due, which days were missed, and which jobs begin anew?"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from duly.server.platform.jobs.acts import JobKind, daily, repeated
from duly.server.platform.jobs.queue import ask
from duly.server.platform.models import Job, Schedule
from duly.server.platform.models.jobs import State

log = logging.getLogger("duly.jobs")
MOST_DAYS_CAUGHT_UP = 400
# A person may have to mend something first; the log should not fill meanwhile.
_REST_AFTER_PARKED = timedelta(minutes=10)


def ask_due(now: datetime) -> list[Job]:
    """Ask for every day that is due and was not asked for, oldest first; each only once. Let the
    jobs begin anew that are done again and again."""
    _make_missing()
    asked: list[Job] = []
    for schedule in Schedule.objects.filter(is_on=True):
        days = list(_days_due(schedule, now))
        if days:
            asked += _ask_for(schedule, days)
    return asked + [job for kind in repeated() if (job := _begun_anew(kind, now)) is not None]


def _make_missing() -> None:
    known = set(Schedule.objects.values_list("kind", flat=True))
    for kind in daily():
        if kind.code not in known:
            at: Any = kind.daily_at
            Schedule.objects.get_or_create(kind=kind.code, defaults={"daily_at": at})


def _days_due(schedule: Schedule, now: datetime) -> Iterator[date]:
    """From the day after the last one on. A schedule that never ran begins today; a clock that
    steps back finds nothing to do."""
    local = timezone.localtime(now)
    last = local.date() if local.time() >= schedule.daily_at else local.date() - timedelta(days=1)
    if schedule.last_asked_for is None:
        first = local.date()
    else:
        first = schedule.last_asked_for + timedelta(days=1)
    earliest = last - timedelta(days=MOST_DAYS_CAUGHT_UP - 1)
    if first < earliest:
        log.warning("%s: the days before %s are too long ago", schedule.kind, earliest)
    first = max(first, earliest)
    while first <= last:
        yield first
        first += timedelta(days=1)


def _ask_for(schedule: Schedule, days: list[date]) -> list[Job]:
    """Two workers that see the same schedule: the second one's UPDATE finds it changed."""
    with transaction.atomic():
        unchanged = Schedule.objects.filter(
            pk=schedule.pk, last_asked_for=schedule.last_asked_for, is_on=True
        )
        if not unchanged.update(last_asked_for=days[-1]):
            return []
        return [
            ask(
                kind=schedule.kind,
                payload={"as_of": day.isoformat()},
                key=f"{schedule.kind}:{day.isoformat()}",
            )
            for day in days
        ]


def _begun_anew(kind: JobKind, now: datetime) -> Job | None:
    """One row for all rounds, with the last one's result until the next is done. Of two workers
    that see it ended, the second one's UPDATE finds it waiting."""
    job = Job.objects.filter(key=kind.code).first()
    if job is None:
        with transaction.atomic():
            return ask(kind=kind.code, payload={}, key=kind.code)
    rest = kind.every or timedelta()
    if job.state == State.PARKED:
        rest = max(rest, _REST_AFTER_PARKED)
    if job.ended_at is None or job.ended_at + rest > now:
        return None
    ended = Job.objects.filter(pk=job.pk, state=job.state, ended_at=job.ended_at)
    fresh = {"state": State.WAITING, "attempts": 0, "run_after": now, "ended_at": None}
    return job if ended.update(**fresh) else None
