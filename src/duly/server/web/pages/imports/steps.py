"""One import on its way: understood, looked at, tried out, committed, undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from duly.kernel.currencies import UnknownCurrency, exponent
from duly.report.columns import ReportColumn
from duly.server.ledger.acts import COMMIT, READ, UNDO
from duly.server.ledger.imports.dismissing import dismiss
from duly.server.ledger.models import Import, ImportFinding
from duly.server.ledger.models.imports import Stage
from duly.server.platform.guard import allowed
from duly.server.platform.models import Job
from duly.server.platform.models.jobs import State
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, demand, may
from duly.server.web import asked_for, figures
from duly.server.web.asking import Asked
from duly.server.web.exports import Table, exported
from duly.server.web.pages.imports.columns import (
    LAYOUT,
    columns_of,
    corrected,
    layout_of,
    meanings,
)
from duly.server.web.pages.imports.jobs import ask_once, latest_job
from duly.server.web.pages.imports.listing import counted, stage_of
from duly.server.web.pages.imports.waiting import why_waiting
from duly.server.web.paging import Key, page_of
from duly.server.web.refusals import answered, sentence
from duly.server.web.sentences import reason, word

_LARGEST_KEY = 2**63 - 1


@allowed(Act.IMPORT)
def import_shown(request: Asked, number: int) -> HttpResponse:
    """Where the import stands, and what can be done next."""
    source = _source(number)
    job = latest_job(source)
    is_busy = job is not None and job.state in (State.WAITING, State.RUNNING)
    columns = columns_of(source)
    words, tone = stage_of(source)
    context = {
        "source": source,
        "stage": words,
        "tone": tone,
        "job": job if is_busy else None,
        "trouble": _trouble(job),
        "why_waiting": why_waiting(source),
        "columns": columns,
        "meanings": meanings(columns),
        "layout": layout_of(source) if columns else {},
        "layout_choices": LAYOUT,
        "quality": list(_quality(source)),
        "rows": source.read.get("rows"),
        "money": _known_money(source),
        "tables": (source.outcome or {}).get("preview") or [],
        "counts": counted(source),
        "may_undo": may(request.actor, Act.UNDO_IMPORT),
        "may_dismiss": source.stage in (Stage.READ, Stage.FAILED) and request.actor.scope.is_whole,
        "may_commit": request.actor.scope.is_whole,
        "is_open": source.stage in (Stage.READ, Stage.FAILED, Stage.UPLOADED, Stage.DISMISSED),
    }
    return render(request, "import.html", context)


@require_POST
@allowed(Act.IMPORT)
@answered
def map_import(request: Asked, number: int) -> HttpResponse:
    """Read again, with what somebody corrected in place of the guess."""
    source = _source(number)
    asked: dict[str, str] = {}
    if source.mapping:
        asked["mapping"] = corrected(source, request.POST)
    if request.POST.get("as_of"):
        asked["as_of"] = request.POST["as_of"][:10]
    ask_once(actor=request.actor, source=source, kind=READ, **asked)
    return redirect("import_shown", number)


@require_POST
@allowed(Act.IMPORT)
@answered
def commit_import(request: Asked, number: int) -> HttpResponse:
    """Record all of it, or nothing."""
    source = _source(number)
    if source.stage != Stage.READ:
        raise Refused("import_not_read")
    ask_once(actor=request.actor, source=source, kind=COMMIT)
    return redirect("import_shown", number)


@require_POST
@allowed(Act.IMPORT)
@answered
def dismiss_import(request: Asked, number: int) -> HttpResponse:
    """Let a file that is not wanted wait no more."""
    dismiss(actor=request.actor, source=_source(number))
    messages.success(request, gettext("The file waits no more. Read it again to bring it back."))
    return redirect("imports")


@require_POST
@allowed(Act.UNDO_IMPORT)
@answered
def undo_import(request: Asked, number: int) -> HttpResponse:
    """Take the whole import back."""
    source = _source(number)
    if source.stage != Stage.COMMITTED:
        raise Refused("import_not_committed")
    ask_once(actor=request.actor, source=source, kind=UNDO)
    messages.success(request, gettext("The import is being taken back."))
    return redirect("import_shown", number)


@allowed(Act.IMPORT)
def import_findings(request: Asked, number: int) -> HttpResponse:
    """The rows behind the quality report."""
    source = _source(number)
    found = _findings(source, asked_for.text(request, "code"))
    page = page_of(
        found,
        [Key("pk")],
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    codes = sorted({count["code"] for count in source.read.get("counts", ())})
    context = {
        "source": source,
        "page": page,
        "codes": [(code, word(code, "finding")) for code in codes],
    }
    return render(request, "import_findings.html", context)


@exported("import-findings")
def findings_table(request: Asked) -> Table:
    """Every finding of the import named in the query."""
    demand(request.actor, Act.IMPORT)
    number = asked_for.number(request, "import", least=1, most=_LARGEST_KEY)
    source = _source(number or 0)
    columns = [
        ReportColumn("code", gettext("Finding"), codes_of="finding", language=figures.language()),
        ReportColumn("table", gettext("Table")),
        ReportColumn("row", gettext("Row"), "integer"),
        ReportColumn("column", gettext("Column")),
        ReportColumn("value", gettext("Value")),
        ReportColumn("is_set_aside", gettext("Set aside")),
    ]
    found = _findings(source, asked_for.text(request, "code")).order_by("pk")
    names = [column.key for column in columns]
    return Table(gettext("Findings"), columns, found.values(*names).iterator())


def _source(number: int) -> Import:
    uploads = Import.objects.exclude(file_digest="").select_related("started_by")
    return get_object_or_404(uploads, pk=number)


def _findings(source: Import, code: str) -> Any:
    found = ImportFinding.objects.filter(source=source)
    return found.filter(code=code) if code else found


def _trouble(job: Job | None) -> str:
    """Why the last job gave up, in words."""
    if job is None or job.state != State.PARKED:
        return ""
    name, _, code = job.last_error.partition(": ")
    if name == "NeedsAPerson":
        return sentence(Refused(code))
    return gettext("It did not work out, five times: %(error)s") % {"error": job.last_error[:300]}


def _quality(source: Import) -> Iterator[dict[str, Any]]:
    """What was found in the file, what costs rows first."""
    counts = _merged(source.read.get("counts", ()))
    for each in sorted(counts, key=lambda each: (not each["set_aside"], -each["count"])):
        yield {
            **each,
            "title": word(each["code"], "finding"),
            "says": reason({"code": each["code"], "count": each["count"]}, "finding"),
        }


def _merged(counts: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The file and the book made of it are both checked: what both found is said once."""
    found: dict[tuple[str, str, bool], dict[str, Any]] = {}
    for each in counts:
        key = (each["code"], each["table"], each["set_aside"])
        if key not in found or found[key]["count"] < each["count"]:
            found[key] = each
    return list(found.values())


def _known_money(source: Import) -> list[dict[str, Any]]:
    """The sums of the file by currency, where the currency is one."""
    lines = []
    for each in source.read.get("money", ()):
        try:
            exponent(each["currency"])
        except UnknownCurrency:
            continue
        lines.append(each)
    return lines
