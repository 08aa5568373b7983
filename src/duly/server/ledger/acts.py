"""What does the ledger have done behind the pages?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from duly.server.platform.jobs.acts import NeedsAPerson, Running, act
from duly.server.platform.jobs.queue import ask
from duly.server.platform.models import Job
from duly.server.platform.refusals import Refused

READ, COMMIT, UNDO = "import.read", "import.commit", "import.undo"
WATCH, READ_WATCHED = "import.watch", "import.read_watched"
_ROUND = timedelta(seconds=15)


@act(READ)
def read(job: Running) -> dict[str, Any]:
    """`{"import": 7, "mapping": "…", "as_of": "2026-10-31"}`: read the upload, and compare it with
    the ledger. Mapping and day are found out where they are not given.

    What was read stands in the import: `read`, `mapping`, `problem`, and `outcome["preview"]`.
    """
    from duly.server.ledger.imports.preview import preview
    from duly.server.ledger.imports.reading import read as read_import
    from duly.server.ledger.models.imports import Stage

    actor, source = _asked(job)
    try:
        read_import(
            actor=actor,
            source=source,
            mapping=job.payload.get("mapping") or None,
            as_of=_day(job.payload.get("as_of")),
            progress=lambda share, words: job.progress(share * 0.7, words),
        )
        if source.stage == Stage.READ:
            job.progress(0.8, "comparing")
            source.outcome = {"preview": preview(source, actor=actor).facts()}
            source.save(update_fields=["outcome"])
    except Refused as refused:
        raise NeedsAPerson(refused.code) from refused
    return {"import": source.pk, "stage": source.stage}


@act(COMMIT)
def commit(job: Running) -> dict[str, Any]:
    """`{"import": 7}`: record what is new and changed."""
    from duly.server.ledger.imports.commit import commit as commit_import

    actor, source = _asked(job)
    try:
        done = commit_import(actor=actor, source=source, progress=job.progress)
    except Refused as refused:
        raise NeedsAPerson(refused.code) from refused
    return {"import": done.pk, "outcome": done.outcome}


@act(UNDO)
def undo(job: Running) -> dict[str, Any]:
    """`{"import": 7}`: take the import back, unless something rests on it."""
    from duly.server.ledger.imports.undo import undo as undo_import

    actor, source = _asked(job)
    try:
        done = undo_import(actor=actor, source=source, progress=job.progress)
    except Refused as refused:
        raise NeedsAPerson(refused.code) from refused
    return {"import": source.pk, "outcome": done.outcome}


def _is_watched() -> bool:
    return settings.WATCHED_FOLDER is not None


@act(WATCH, every=_ROUND, is_wanted=_is_watched)
def watch(job: Running) -> dict[str, Any]:
    """Take in what lay in the watched folder in the round before too, and have each file read."""
    from duly.server.ledger.imports.watched.folder import watched_folder
    from duly.server.ledger.imports.watched.rounds import take_round, taken_and_unread

    folder = watched_folder()
    if folder is None:
        return {}
    before = Job.objects.filter(key=WATCH).values_list("result", flat=True).first() or {}
    told = take_round(folder, set(before.get("seen", ())))
    for number in taken_and_unread():
        with transaction.atomic():
            ask(kind=READ_WATCHED, payload={"import": number}, key=f"{READ_WATCHED}:{number}")
    return told


@act(READ_WATCHED)
def read_watched(job: Running) -> dict[str, Any]:
    """`{"import": 7}`: read what was taken from the watched folder. It is committed if a person
    confirmed its like; else it waits, with the reasons in `outcome["waits_for"]`."""
    from duly.server.ledger.imports.watched.judging import read_and_judge

    source = _import(job)
    try:
        read_and_judge(source, job.progress)
    except Refused as refused:
        raise NeedsAPerson(refused.code) from refused
    return {"import": source.pk, "stage": source.stage}


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise NeedsAPerson("no_such_day") from error


def _asked(job: Running) -> Any:
    if job.actor is None:
        raise NeedsAPerson("nobody asked for this import")
    return job.actor, _import(job)


def _import(job: Running) -> Any:
    from duly.server.ledger.models import Import

    source = Import.objects.filter(pk=job.payload["import"]).first()
    if source is None:
        raise NeedsAPerson("the import is not there")
    return source
