"""How does a file come into the ledger: uploaded, read, looked at, committed, or undone?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, BinaryIO, Literal, cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Body, File, Path, Query, UploadedFile
from pydantic import Field

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Day, Given, Id, Shown, Truth, bounded
from duly.server.api.resources.jobs import JobRow
from duly.server.api.routes import Routes
from duly.server.ledger.acts import COMMIT, READ, UNDO
from duly.server.ledger.imports.dismissing import dismiss
from duly.server.ledger.imports.uploads import upload
from duly.server.ledger.imports.watched.waiting import waiting_imports
from duly.server.ledger.models import Import, ImportFinding
from duly.server.platform.jobs.queue import ask
from duly.server.platform.rights import Act, Actor

routes = Routes("Imports")
_NEWEST = Order("imports", ("-id",))
_BY_ID = Order("findings", ("id",))


class ImportsAsked(Paged):
    stage: Literal["uploaded", "read", "committed", "undone", "failed", "dismissed"] | None = None
    is_waiting: Truth | None = Field(
        None, description="Whether it came from the watched folder and has to be looked at."
    )


class ImportRow(Shown):
    id: int
    stage: str
    file_name: str
    file_digest: str
    as_of: date | None
    problem: str = Field(description="Why it failed, if it did.")
    started_by_id: int | None
    watched_folder: str = Field(description="Where the desk took it from by itself, if it did.")
    started_at: datetime
    committed_at: datetime | None
    undone_at: datetime | None


class ImportDetail(ImportRow):
    """How the file was understood, what committing would change, or what it changed."""

    mapping: str = Field(description="TOML; send it back corrected to have the file read again.")
    read: dict[str, Any]
    outcome: dict[str, Any] = Field(
        description="`preview` before, and why it waits if it came from the watched folder; counts "
        "by table afterwards."
    )


class Uploaded(Shown):
    upload: ImportRow
    job: JobRow = Field(description="Reads the file and works out the preview.")


class Reading(Given):
    mapping: Annotated[str, bounded(200_000, lines=True)] | None = Field(
        None, description="How to understand the columns; null: guess anew."
    )
    as_of: Day | None = Field(None, description="The day of the file; null: guess anew.")


class FindingsAsked(Paged):
    is_set_aside: Truth | None = Field(None, description="Whether the row was left out.")


class FindingRow(Shown):
    """A row set aside or doubted: where, and why."""

    code: str
    table: str
    row: int | None
    column: str
    value: str
    is_set_aside: bool


@routes.read("/imports", Act.IMPORT, Page[ImportRow])
def list_imports(request: HttpRequest, asked: Query[ImportsAsked]) -> Any:
    """List imports, newest first

    Of callers who see a part of the book only: their own.
    """
    rows = _visible(actor_behind(request))
    if asked.stage is not None:
        rows = rows.filter(stage=asked.stage)
    if asked.is_waiting is not None:
        waiting = Q(pk__in=waiting_imports())
        rows = rows.filter(waiting if asked.is_waiting else ~waiting)
    return Page[ImportRow](**page_of(rows, _NEWEST, asked, ImportRow.model_validate))


@routes.read("/imports/{import_id}", Act.IMPORT, ImportDetail)
def read_import(request: HttpRequest, import_id: Path[Id]) -> Any:
    """Read an import

    With the mapping, and the preview or the outcome.
    """
    return ImportDetail.model_validate(_found(actor_behind(request), import_id))


@routes.read("/imports/{import_id}/findings", Act.IMPORT, Page[FindingRow])
def list_findings(request: HttpRequest, import_id: Path[Id], asked: Query[FindingsAsked]) -> Any:
    """List what was found wrong in a file"""
    rows = ImportFinding.objects.filter(source=_found(actor_behind(request), import_id))
    if asked.is_set_aside is not None:
        rows = rows.filter(is_set_aside=asked.is_set_aside)
    return Page[FindingRow](**page_of(rows, _BY_ID, asked, FindingRow.model_validate))


@routes.write("POST", "/imports", Act.IMPORT, Uploaded, status=202, takes="multipart/form-data")
def create_import(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """Upload a file

    An export of any ledger, or a book as a zip of its tables. A job reads it; the ledger is
    changed by committing only.
    """
    actor = actor_behind(request)
    source = upload(actor=actor, name=file.name or "", stream=cast("BinaryIO", file))
    job = ask(kind=READ, payload={"import": source.pk}, actor=actor)
    return Uploaded(upload=ImportRow.model_validate(source), job=JobRow.model_validate(job))


@routes.write("POST", "/imports/{import_id}/reading", Act.IMPORT, JobRow, status=202)
def reread_import(request: HttpRequest, import_id: Path[Id], given: Body[Reading]) -> Any:
    """Read the file again, by a corrected mapping

    As a job, which also works out the preview again.
    """
    more = {"mapping": given.mapping, "as_of": given.as_of.isoformat() if given.as_of else None}
    return _asked(actor_behind(request), READ, import_id, **more)


@routes.write("POST", "/imports/{import_id}/commit", Act.IMPORT, JobRow, status=202)
def commit_import(request: HttpRequest, import_id: Path[Id]) -> Any:
    """Commit an import

    As a job: everything that is new or changed, in one transaction.
    """
    return _asked(actor_behind(request), COMMIT, import_id)


@routes.write("POST", "/imports/{import_id}/dismissal", Act.IMPORT, ImportRow)
def dismiss_import(request: HttpRequest, import_id: Path[Id]) -> Any:
    """Let a file that is not wanted wait no more

    Reading it again brings it back.
    """
    actor = actor_behind(request)
    return ImportRow.model_validate(dismiss(actor=actor, source=_found(actor, import_id)))


@routes.write("POST", "/imports/{import_id}/undo", Act.UNDO_IMPORT, JobRow, status=202)
def undo_import(request: HttpRequest, import_id: Path[Id]) -> Any:
    """Undo an import

    As a job: what it recorded is withdrawn, unless something rests on it.
    """
    return _asked(actor_behind(request), UNDO, import_id)


def _asked(actor: Actor, kind: str, import_id: int, **more: Any) -> JobRow:
    source = _found(actor, import_id)
    job = ask(kind=kind, payload={"import": source.pk, **more}, actor=actor)
    return JobRow.model_validate(job)


def _found(actor: Actor, import_id: int) -> Import:
    return get_object_or_404(_visible(actor), pk=import_id)


def _visible(actor: Actor) -> QuerySet[Import]:
    """What was recorded by hand has no file, and is no import to anybody."""
    rows = Import.objects.exclude(file_digest="")
    return rows if actor.scope.is_whole else rows.filter(started_by=actor.user)
