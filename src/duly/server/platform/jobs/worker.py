"""Who does the jobs? Any number of processes, each taking one at a time under a lease."""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q

from duly.server.platform import clock
from duly.server.platform.jobs import live
from duly.server.platform.jobs.acts import NeedsAPerson, Running, UnknownJob, act_of, long_kinds
from duly.server.platform.jobs.backoff import MOST_ATTEMPTS, wait_after
from duly.server.platform.jobs.schedule import ask_due
from duly.server.platform.logs import without_secrets
from duly.server.platform.models import Job
from duly.server.platform.models.jobs import State
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of

log = logging.getLogger("duly.jobs")
HOPELESS = (NeedsAPerson, Refused, PermissionDenied, UnknownJob)
_LONGEST_ERROR = 2_000
_POLL_SECONDS = 1.0


def work_once(now: datetime, *, name: str | None = None, is_quick: bool = False) -> bool:
    """Do one job that is due; False where there is none. Errors of the act end in the job.

    `is_quick` leaves those that take minutes to another worker.
    """
    if name is None:
        with live.worker() as own:
            return work_once(now, name=own, is_quick=is_quick)
    job = _take(now, name, is_quick=is_quick)
    if job is None:
        return False
    _do(job)
    return True


def work_forever(stop: threading.Event | None = None, *, is_quick: bool = False) -> None:
    """Do what is due and ask for what is scheduled, until `stop` is set or SIGTERM arrives; the
    job at hand is finished first. `is_quick` as in `work_once`."""
    stop = stop or stopped_by_signals()
    with live.worker() as name:
        log.info("worker %s started", name)
        while not stop.is_set():
            if not _survives(lambda: _round(name, is_quick)):
                stop.wait(_POLL_SECONDS)
        log.info("worker %s stopped", name)


def stopped_by_signals() -> threading.Event:
    """An event that SIGTERM and Ctrl-C set."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def _round(name: str, is_quick: bool) -> bool:
    close_old_connections()
    ask_due(clock.now())
    return work_once(clock.now(), name=name, is_quick=is_quick)


def _survives(step: Callable[[], bool]) -> bool:
    """A database that is away or locked is waited for, not died of."""
    try:
        return step()
    except DatabaseError as error:
        log.warning("the database does not answer, trying again: %s", error)
        if not connection.in_atomic_block:
            connection.close()
        return False


def _take(now: datetime, name: str, *, is_quick: bool = False) -> Job | None:
    """Take the first job that is due, or whose worker died. Two workers never get the same: on
    PostgreSQL they skip each other's locks, and everywhere the UPDATE repeats the condition."""
    due = Q(state=State.WAITING, run_after__lte=now) | Q(state=State.RUNNING, leased_until__lt=now)
    left = long_kinds() if is_quick else []
    for seen in Job.objects.filter(due).exclude(kind__in=left).order_by("run_after", "id")[:20]:
        if seen.state == State.RUNNING and live.is_alive(seen.leased_by):
            continue
        with transaction.atomic():
            taken = _lease(seen, now, name)
        if taken is not None:
            return taken
    return None


def _lease(seen: Job, now: datetime, name: str) -> Job | None:
    unchanged = {"pk": seen.pk, "state": seen.state, "attempts": seen.attempts}
    free = Job.objects.select_for_update(skip_locked=True).filter(
        **unchanged, leased_by=seen.leased_by, leased_until=seen.leased_until
    )
    job = free.first()
    if job is None:
        return None
    if job.attempts >= MOST_ATTEMPTS:
        _end(job, State.PARKED, last_error="every worker that tried it died", ended_at=now)
        return None
    lease = {"leased_by": name, "leased_until": now + live.LEASE, "state": State.RUNNING}
    changed = free.update(**lease, attempts=job.attempts + 1)
    job.refresh_from_db()
    return job if changed else None


def _do(job: Job) -> None:
    try:
        with live.telling(job) as tell:
            actor = actor_of(job.asked_by) if job.asked_by else None
            running = Running(dict(job.payload), actor, job.attempts, job.pk, tell)
            result = act_of(job.kind).do(running)
    except Exception as error:
        log.exception("job %s (%s) failed at attempt %s", job.pk, job.kind, job.attempts)
        _failed(job, error)
        return
    ended = {"result": result, "progress_share": 1.0, "last_error": "", "ended_at": clock.now()}
    _end(job, State.DONE, **ended)


def _failed(job: Job, error: Exception) -> None:
    told = without_secrets(f"{type(error).__name__}: {error}")[:_LONGEST_ERROR]
    wait = None if isinstance(error, HOPELESS) else wait_after(job.attempts)
    if wait is None:
        _end(job, State.PARKED, last_error=told, ended_at=clock.now())
    else:
        _end(job, State.WAITING, last_error=told, run_after=clock.now() + wait)


def _end(job: Job, state: State, **changes: Any) -> None:
    """Close the attempt, unless the lease was lost meanwhile and another worker is at it."""
    mine = Job.objects.filter(pk=job.pk, leased_by=job.leased_by, attempts=job.attempts)
    if not mine.update(state=state, leased_by="", leased_until=None, **changes):
        log.warning("job %s was taken over by another worker", job.pk)
