"""What is being done with an import right now, and how is it asked for only once?"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from duly.server.ledger.acts import COMMIT, READ, READ_WATCHED, UNDO
from duly.server.ledger.models import Import
from duly.server.platform.jobs.queue import ask, look
from duly.server.platform.models import Job
from duly.server.platform.models.jobs import State
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Actor

_KINDS = (READ, COMMIT, UNDO, READ_WATCHED)
_OPEN = (State.WAITING, State.RUNNING)


def ask_once(*, actor: Actor, source: Import, kind: str, **more: Any) -> Job:
    """Ask for a job on the import. While one is under way another is refused."""
    with transaction.atomic():
        Import.objects.select_for_update().get(pk=source.pk)
        if _jobs(source).filter(state__in=_OPEN).exists():
            raise Refused("import_is_busy")
        return ask(kind=kind, payload={"import": source.pk, **more}, actor=actor)


def latest_job(source: Import) -> Job | None:
    """The last job on the import, with its progress as of now."""
    found = _jobs(source).order_by("-pk").first()
    return look(found.pk) if found and found.state == State.RUNNING else found


def _jobs(source: Import) -> Any:
    return Job.objects.filter(kind__in=_KINDS, payload__import=source.pk)
