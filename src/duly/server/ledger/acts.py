"""What does the ledger have done behind the pages?"""

from __future__ import annotations

from datetime import date
from typing import Any

from duly.server.platform.jobs.acts import NeedsAPerson, Running, act
from duly.server.platform.refusals import Refused

READ, COMMIT, UNDO = "import.read", "import.commit", "import.undo"


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


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise NeedsAPerson("no_such_day") from error


def _asked(job: Running) -> Any:
    from duly.server.ledger.models import Import

    if job.actor is None:
        raise NeedsAPerson("nobody asked for this import")
    source = Import.objects.filter(pk=job.payload["import"]).first()
    if source is None:
        raise NeedsAPerson("the import is not there")
    return job.actor, source
