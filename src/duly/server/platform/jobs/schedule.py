"""Which jobs of every day are due, and which days were missed?"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from duly.server.platform.jobs.acts import daily
from duly.server.platform.jobs.queue import ask
from duly.server.platform.models import Job, Schedule

log = logging.getLogger("duly.jobs")
MOST_DAYS_CAUGHT_UP = 400


def ask_due(now: datetime) -> list[Job]:
    """Ask for every day that is due and was not asked for, oldest first; each only once."""
    _make_missing()
    asked: list[Job] = []
    for schedule in Schedule.objects.filter(is_on=True):
        days = list(_days_due(schedule, now))
        if days:
            asked += _ask_for(schedule, days)
    return asked


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
