"""May a file of the watched folder become part of the ledger without anybody looking at it?

Only if a person has looked at its like before: the newest import of the same form that somebody
committed is the pattern. Everything that this one has and that one had not is a reason to wait.
"""

from __future__ import annotations

import tomllib
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db.models import CharField, Exists, Max, OuterRef, QuerySet
from django.db.models.functions import Cast

from duly.server.ledger.imports.commit import commit
from duly.server.ledger.imports.preview import preview
from duly.server.ledger.imports.reading import read
from duly.server.ledger.imports.recognised import Progress
from duly.server.ledger.imports.watched.folder import refuse_taken
from duly.server.ledger.imports.watched.notes import not_read
from duly.server.ledger.models import Import
from duly.server.ledger.models.imports import Stage
from duly.server.platform.models import Event
from duly.server.platform.models.access import Role


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a person has to look: a code, what was observed, and what would have been well."""

    code: str
    observed: Any = None
    threshold: Any = None


def read_and_judge(source: Import, progress: Progress) -> None:
    """Read what was taken in; commit it, let it wait, or refuse it. Done again, it goes on."""
    if source.stage in (Stage.COMMITTED, Stage.UNDONE, Stage.DISMISSED):
        return
    read(actor=None, source=source, progress=lambda share, what: progress(share * 0.3, what))
    if source.stage == Stage.FAILED:
        refuse_taken(Path(source.watched_folder), source.file_digest, not_read(source))
        return
    pattern = pattern_of(source)
    reasons = _other_layout(source, pattern) if pattern else []
    if pattern is not None and not reasons:
        reasons = _read_as(source, pattern)
    reasons += reasons_to_wait(source, pattern)
    progress(0.5, "comparing")
    changes = preview(source, actor=None).facts()
    source.outcome = {"preview": changes, "waits_for": [asdict(reason) for reason in reasons]}
    source.save(update_fields=["outcome"])
    if pattern is not None and not reasons:
        second = _second_half(progress)
        commit(actor=None, source=source, progress=second, known=pattern)


def reasons_to_wait(source: Import, pattern: Import | None) -> list[Reason]:
    """What stands against committing the dry run; nothing if it is safe."""
    if pattern is None:
        return [Reason("form_not_known")]
    reasons = []
    if Import.objects.filter(file_digest=source.file_digest, stage=Stage.UNDONE).exists():
        reasons.append(Reason("undone_before"))
    rows = source.read["rows"]
    if not rows["accepted"]:
        reasons.append(Reason("no_rows", 0, 1))
    if rows["set_aside"]:
        reasons.append(Reason("rows_set_aside", rows["set_aside"], 0))
    new = _finding_codes(source) - _finding_codes(pattern)
    reasons += [Reason("finding_is_new", code) for code in sorted(new)]
    newest = _newest_day(source)
    if newest is not None and source.as_of is not None and source.as_of < newest:
        reasons.append(Reason("older_than_ledger", str(source.as_of), str(newest)))
    return reasons


def pattern_of(source: Import) -> Import | None:
    """The newest import of this form that a person committed and nobody undid. What a program
    committed, and what the desk did by itself, confirms nothing."""
    by_person = Event.objects.filter(
        kind="import.committed",
        subject_kind="import",
        subject_id=Cast(OuterRef("pk"), CharField()),
        actor__isnull=False,
    ).exclude(actor__role=Role.API_CLIENT)
    return _same_form(source).filter(Exists(by_person)).order_by("-committed_at", "-pk").first()


def _same_form(source: Import) -> QuerySet[Import]:
    if not source.form:
        return Import.objects.none()
    return Import.objects.filter(form=source.form, stage=Stage.COMMITTED).exclude(pk=source.pk)


def _newest_day(source: Import) -> date | None:
    """The latest day of which a file of this form is in the ledger: an older one, arriving late,
    would turn back what is known since."""
    found: date | None = _same_form(source).aggregate(day=Max("as_of"))["day"]
    return found


def _other_layout(source: Import, pattern: Import) -> list[Reason]:
    """The same columns with 1.234,00 instead of 1,234.00 would be read a thousandfold."""
    now, then = source.read["layout"], pattern.read["layout"]
    keys = ["decimal"]
    if now.get("thousands") and then.get("thousands"):
        keys.append("thousands")
    if now.get("date_order_evidence") == "decided":
        keys.append("date_order")
    differing = [key for key in keys if now.get(key) != then.get(key)]
    return [Reason("layout_differs", now.get(key), then.get(key)) for key in differing]


def _read_as(source: Import, pattern: Import) -> list[Reason]:
    """Read again by the mapping that was confirmed. Where that fails, the guess is what is kept."""
    if _understood(source) == _understood(pattern):
        return []
    read(actor=None, source=source, mapping=pattern.mapping)
    if source.stage == Stage.READ:
        return []
    read(actor=None, source=source)
    return [Reason("mapping_does_not_fit")]


def _understood(source: Import) -> dict[str, Any]:
    """The mapping without its comments, in which examples stand; nothing for a book."""
    return tomllib.loads(source.mapping)


def _finding_codes(source: Import) -> set[str]:
    return {count["code"] for count in source.read["counts"]}


def _second_half(progress: Progress) -> Progress:
    return lambda share, what: progress(0.5 + share * 0.5, what)
