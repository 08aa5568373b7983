"""What is this invoice, what settled it, what was said of it, and when will the rest come?"""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from duly.server.ledger.invoices import (
    disputes_of,
    promises_naming,
    settlement_of,
    standing_of,
    versions_of,
)
from duly.server.ledger.models import Invoice
from duly.server.ledger.scope import visible_invoices
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act
from duly.server.portfolio.models import Snapshot
from duly.server.web import figures
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.pages.invoice.outlook import foretold
from duly.server.web.pages.overview.key_figures import KeyFigure

_OPENED = ("account", "entity", "outlook", "source__undoes", "source__started_by")


@allowed(Act.SEE_BOOK)
def invoice(request: Asked, pk: int) -> HttpResponse:
    """An invoice as it stands now; the address of a record withdrawn leads to what followed it."""
    found = visible_invoices(request.actor).select_related(*_OPENED).filter(pk=pk).first()
    if found is None:
        standing = standing_of(request.actor, pk)
        if standing is None:
            raise Http404(pk)
        return redirect("invoice", standing.pk)
    snapshot = latest_snapshot(request)
    context = {
        "invoice": found,
        "snapshot": snapshot,
        "key_figures": _key_figures(found, snapshot),
        "settlement": settlement_of(request.actor, found),
        "foretold": foretold(found, snapshot),
        "disputes": disputes_of(request.actor, found),
        "promises": promises_naming(request.actor, found),
        "versions": versions_of(request.actor, found),
    }
    return render(request, "invoice.html", context)


def _key_figures(found: Invoice, snapshot: Snapshot | None) -> list[KeyFigure]:
    is_open = found.open_units != 0
    return [
        KeyFigure(gettext("Amount"), figures.money(found.amount_units, found.currency)),
        KeyFigure(
            gettext("Open"),
            figures.money(found.open_units, found.currency),
            "" if is_open else gettext("settled"),
            tone="" if is_open else "ok",
        ),
        KeyFigure(
            gettext("Disputed"),
            figures.money(found.disputed_units, found.currency),
            "" if found.disputed_units else gettext("nothing disputed"),
            tone="warn" if found.disputed_units else "",
        ),
        _overdue(found, snapshot.as_of if snapshot else None),
    ]


def _overdue(found: Invoice, as_of: date | None) -> KeyFigure:
    label = gettext("Overdue")
    if found.open_units <= 0:
        return KeyFigure(label, figures.DASH, gettext("nothing is due"))
    if as_of is None:
        return KeyFigure(label, figures.not_known(), gettext("No day has been run yet"))
    late = (as_of - found.due_on).days
    said = gettext("on %(day)s") % {"day": figures.day(as_of)}
    if late > 0:
        return KeyFigure(label, figures.days(late), said, tone="bad")
    due = gettext("due in %(days)s") % {"days": figures.days(-late)}
    return KeyFigure(label, gettext("not yet"), due if late else gettext("due on this day"))
