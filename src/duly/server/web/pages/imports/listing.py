"""What came in so far, and what of it counts?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from duly.report.columns import ReportColumn
from duly.server.ledger.acts import READ
from duly.server.ledger.imports.uploads import upload
from duly.server.ledger.imports.watched.waiting import waiting_imports
from duly.server.ledger.models import Import
from duly.server.ledger.models.imports import Stage
from duly.server.platform.guard import allowed
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, demand
from duly.server.web.asking import Asked
from duly.server.web.exports import Table, exported
from duly.server.web.pages.imports.jobs import ask_once
from duly.server.web.pages.imports.waiting import is_waiting, watched
from duly.server.web.paging import Key, page_of
from duly.server.web.refusals import answered

STAGES = {
    Stage.UPLOADED: (_("uploaded"), ""),
    Stage.READ: (_("tried out"), "first"),
    Stage.COMMITTED: (_("in the ledger"), "ok"),
    Stage.UNDONE: (_("undone"), "warn"),
    Stage.FAILED: (_("not understood"), "bad"),
    Stage.DISMISSED: (_("not wanted"), ""),
}
WAITING = (_("to be looked at"), "warn")


@allowed(Act.IMPORT)
def imports(request: Asked) -> HttpResponse:
    """The way in for a file, and every import before it, newest first."""
    is_narrowed = request.GET.get("only") == "waiting"
    page = page_of(
        _uploads().filter(pk__in=waiting_imports()) if is_narrowed else _uploads(),
        [Key("pk", is_descending=True)],
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "page": page,
        "lines": [_line(source) for source in page.rows],
        "may_import": request.actor.scope.is_whole,
        "watched": watched(),
        "is_narrowed": is_narrowed,
    }
    return render(request, "imports.html", context)


@require_POST
@allowed(Act.IMPORT)
@answered
def upload_import(request: Asked) -> HttpResponse:
    """Take the file in, have it read behind the page, and go there."""
    file = request.FILES.get("file")
    if file is None or not file.name:
        raise Refused("no_file_chosen")
    source = upload(actor=request.actor, name=file.name, stream=cast(BinaryIO, file))
    if source.stage == Stage.UPLOADED:
        try:
            ask_once(actor=request.actor, source=source, kind=READ)
        except Refused as refusal:
            if refusal.code != "import_is_busy":
                raise
    return redirect("import_shown", source.pk)


@exported("imports")
def imports_table(request: Asked) -> Table:
    demand(request.actor, Act.IMPORT)
    columns = [
        ReportColumn("number", gettext("Number"), "integer"),
        ReportColumn("file_name", gettext("File")),
        ReportColumn("stage", gettext("State")),
        ReportColumn("started_at", gettext("Started at")),
        ReportColumn("started_by", gettext("By")),
        ReportColumn("new", gettext("New"), "integer"),
        ReportColumn("changed", gettext("Changed"), "integer"),
    ]
    return Table(gettext("Imports"), columns, _rows())


def stage_of(source: Import) -> tuple[str, str]:
    """Where it stands, in words and as a colour of meaning."""
    words, tone = WAITING if is_waiting(source) else STAGES[Stage(source.stage)]
    return str(words), tone


def counted(source: Import) -> dict[str, int]:
    """New, changed, same and missing rows over all tables, of a committed import."""
    counts = (source.outcome or {}).get("counts") or {}
    names = ("new", "changed", "same", "missing")
    return {name: sum(table.get(name, 0) for table in counts.values()) for name in names}


def _uploads() -> Any:
    """Corrections by hand and undoings are no files, and stand in the audit trail."""
    return Import.objects.exclude(file_digest="").select_related("started_by")


def _line(source: Import) -> dict[str, Any]:
    words, tone = stage_of(source)
    return {"source": source, "stage": words, "tone": tone, "counts": counted(source)}


def _rows() -> Iterator[dict[str, Any]]:
    for source in _uploads().order_by("-pk").iterator():
        counts = counted(source)
        yield {
            "number": source.pk,
            "file_name": source.file_name,
            "stage": stage_of(source)[0],
            "started_at": source.started_at.isoformat(),
            "started_by": _brought_by(source),
            "new": counts["new"],
            "changed": counts["changed"],
        }


def _brought_by(source: Import) -> str | None:
    if source.watched_folder:
        return gettext("watched folder")
    return source.started_by.username if source.started_by else None
