"""What was done and decided, by whom, and does the log still hold?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from duly.report.columns import ReportColumn
from duly.server.ledger.scope import visible_accounts
from duly.server.platform import triggers
from duly.server.platform.audit import heads
from duly.server.platform.audit.kinds import sentence
from duly.server.platform.audit.verify import Fault, verify
from duly.server.platform.guard import allowed
from duly.server.platform.models import Event, PersonalDatum, User
from duly.server.platform.rights import Act, Actor, demand
from duly.server.web import asked_for
from duly.server.web.asking import Asked
from duly.server.web.exports import Table, exported
from duly.server.web.paging import Key, page_of

AREAS = {
    "account": _("Customers"),
    "invoice": _("Invoices"),
    "payment": _("Payments"),
    "import": _("Imports"),
    "day": _("Days"),
    "policy": _("Policies"),
    "approval": _("Approvals"),
    "user": _("Users"),
    "token": _("API tokens"),
    "webhook": _("Webhooks"),
    "job": _("Jobs"),
}
FAULTS = {
    Fault.MISSING: _("event %(number)s is missing"),
    Fault.UNCHAINED: _("event %(number)s does not follow the one before"),
    Fault.ALTERED: _("event %(number)s was altered"),
    Fault.PERSONAL_ALTERED: _("a personal entry of event %(number)s was altered"),
    Fault.ANOTHER_HEAD: _("another event stands where event %(number)s stood"),
    Fault.CUT_OFF: _("the log was cut off before event %(number)s"),
}
CHECKED = "audit-checked"


@allowed(Act.SEE_AUDIT)
def audit(request: Asked) -> HttpResponse:
    """The log, newest first, each event in words."""
    events = filtered(request).select_related("actor")
    page = page_of(
        events,
        [Key("number", is_descending=True)],
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "page": page,
        "lines": list(_lines(page.rows)),
        "areas": AREAS,
        "people": User.objects.order_by("username").values_list("username", flat=True),
        "head": heads.head(),
        "kept": heads.kept(),
        "missing_guards": sorted(triggers.missing(connection)),
        "checked": request.session.pop(CHECKED, None),
    }
    return render(request, "audit.html", context)


@require_POST
@allowed(Act.SEE_AUDIT)
def check_chain(request: Asked) -> HttpResponse:
    """Read the whole log and say whether it holds."""
    verdict = verify(heads.kept())
    fault = ""
    if verdict.broken:
        fault = str(FAULTS[verdict.broken.fault]) % {"number": verdict.broken.number}
    request.session[CHECKED] = {
        "count": verdict.count,
        "hash": verdict.head.hash,
        "holds": verdict.holds,
        "fault": fault,
    }
    return redirect("audit")


def filtered(request: Asked) -> QuerySet[Event]:
    """The events of this query that the actor may see."""
    events = _within_scope(request.actor)
    if area := asked_for.choice(request, "area", AREAS):
        events = events.filter(subject_kind=area)
    if who := asked_for.text(request, "who"):
        events = events.filter(actor__username=who)
    if about := asked_for.text(request, "about"):
        events = events.filter(subject_id=about)
    if first := asked_for.day(request, "from"):
        events = events.filter(recorded_at__gte=_midnight(first))
    last = asked_for.day(request, "until")
    if last and last < date.max:
        events = events.filter(recorded_at__lt=_midnight(last + timedelta(days=1)))
    return events


@exported("audit")
def audit_table(request: Asked) -> Table:
    """Every event of the filter, newest first."""
    demand(request.actor, Act.SEE_AUDIT)
    events = filtered(request).select_related("actor").order_by("-number")
    return Table(gettext("Audit trail"), _columns(), _rows(events))


def _within_scope(actor: Actor) -> QuerySet[Event]:
    """Who sees a part of the book sees what happened to its customers, and what they did."""
    if actor.scope.is_whole:
        return Event.objects.all()
    accounts = visible_accounts(actor).values("account_id")
    return Event.objects.filter(
        Q(subject_kind="account", subject_id__in=accounts) | Q(actor=actor.user)
    )


def _lines(events: list[Event]) -> Iterator[dict[str, Any]]:
    personal = _personal(events)
    for event in events:
        facts = json.loads(event.facts)
        facts.pop("personal", None)
        yield {
            "event": event,
            "says": sentence(event, personal.get(event.number, ())),
            "facts": [(name, _written(value)) for name, value in facts.items()],
            "personal": personal.get(event.number, ()),
        }


def _personal(events: Iterable[Event]) -> dict[int, list[PersonalDatum]]:
    found: dict[int, list[PersonalDatum]] = {}
    for datum in PersonalDatum.objects.filter(event__in=[event.number for event in events]):
        found.setdefault(datum.event_id, []).append(datum)
    return found


def _written(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _columns() -> list[ReportColumn]:
    return [
        ReportColumn("number", gettext("Number"), "integer"),
        ReportColumn("recorded_at", gettext("Recorded at")),
        ReportColumn("actor", gettext("Who")),
        ReportColumn("kind", gettext("Kind")),
        ReportColumn("subject_kind", gettext("About")),
        ReportColumn("subject_id", gettext("Its number")),
        ReportColumn("says", gettext("What happened")),
        ReportColumn("facts", gettext("Facts")),
        ReportColumn("hash", gettext("Hash")),
    ]


def _rows(events: QuerySet[Event]) -> Iterator[dict[str, Any]]:
    """Without personal data: a file goes further than a page."""
    for event in events.iterator():
        yield {
            "number": event.number,
            "recorded_at": event.recorded_at.isoformat(),
            "actor": event.actor.username if event.actor else "",
            "kind": event.kind,
            "subject_kind": event.subject_kind,
            "subject_id": event.subject_id,
            "says": sentence(event),
            "facts": event.facts,
            "hash": event.hash,
        }


def _midnight(day: date) -> datetime:
    """The beginning of a day in the time zone of the installation; what lies too far is moved."""
    near = min(max(day, date(1900, 1, 1)), date(9000, 1, 1))
    return timezone.make_aware(datetime.combine(near, time()))
