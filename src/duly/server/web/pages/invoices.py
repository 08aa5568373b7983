"""Which invoices are there: open, overdue, disputed, settled?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duly.report.columns import ReportColumn
from duly.server.ledger.models import Entity, Invoice
from duly.server.ledger.scope import visible_invoices
from duly.server.platform import clock
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act, Actor
from duly.server.web import asked_for
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.exports import Table, exported
from duly.server.web.pages.saved_views import views_of
from duly.server.web.paging import Key, page_of

STATES = {
    "open": _("open"),
    "overdue": _("overdue"),
    "disputed": _("disputed"),
    "settled": _("settled"),
    "all": _("all"),
}
_BY_DUE_DAY = (Key("due_on"), Key("pk"))
_BY_ISSUE = (Key("issued_on", is_descending=True), Key("pk", is_descending=True))
# What is open comes oldest due first; the rest newest first. Each order has its index.
ORDERS: dict[str, Sequence[Key]] = {"due": _BY_DUE_DAY, "issued": _BY_ISSUE}
_OPEN_STATES = ("open", "overdue", "disputed")
_LAST_SIGN = "\uffff"
_COLUMNS = (
    ("invoice_id", _("Number"), "text"),
    ("account_id", _("Customer number"), "text"),
    ("name", _("Customer"), "text"),
    ("entity", _("Our company"), "text"),
    ("kind", _("Kind"), "text"),
    ("issued_on", _("Issued"), "date"),
    ("due_on", _("Due"), "date"),
    ("currency", _("Currency"), "text"),
    ("amount_units", _("Amount"), "units"),
    ("open_units", _("Open"), "units"),
    ("disputed_units", _("Disputed"), "units"),
    ("p50_on", _("Likely paid on"), "date"),
)


@allowed(Act.SEE_BOOK)
def invoices(request: Asked) -> HttpResponse:
    """The list: filtered, in one of two orders, fifty rows at a time."""
    order = _order(request)
    page = page_of(
        _filtered(request, request.actor).select_related("account", "entity", "outlook"),
        ORDERS[order],
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "snapshot": latest_snapshot(request),
        "today": clock.today(),
        "page": page,
        "order": order,
        "state": _state(request),
        "states": STATES,
        "entities": Entity.objects.order_by("code"),
        "views": views_of(request, "invoices"),
        "is_filtered": any(value for name, value in request.GET.items() if name != "sort"),
    }
    return render(request, "invoices.html", context)


@exported("invoices")
def invoices_table(request: HttpRequest) -> Table:
    """Every invoice of the filter, for a file."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # `@allowed` has set it
    columns = [
        ReportColumn(key, str(title), kind, currency_key="currency" if kind == "units" else None)  # type: ignore[arg-type]  # the kinds stand in the table above
        for key, title, kind in _COLUMNS
    ]
    keys = [key.order(is_backwards=False) for key in ORDERS[_order(request)]]
    rows = _filtered(request, actor).select_related("account", "entity", "outlook").order_by(*keys)
    return Table(gettext("Invoices"), columns, _as_rows(rows))


def _filtered(request: HttpRequest, actor: Actor) -> QuerySet[Invoice]:
    state = _state(request)
    rows = visible_invoices(actor)
    if state in _OPEN_STATES:
        rows = rows.exclude(open_units=0)
    wanted = {
        "overdue": Q(due_on__lt=clock.today(), open_units__gt=0),
        "disputed": ~Q(disputed_units=0),
        "settled": Q(open_units=0),
    }
    rows = rows.filter(wanted.get(state, Q()))
    entity = asked_for.text(request, "entity")
    number = asked_for.text(request, "q")
    if entity:
        rows = rows.filter(entity__code=entity)
    if number:  # a range, which the index answers; a pattern would read every row
        rows = rows.filter(invoice_id__gte=number, invoice_id__lt=number + _LAST_SIGN)
    return rows


def _state(request: HttpRequest) -> str:
    return asked_for.choice(request, "state", STATES, "open")


def _order(request: HttpRequest) -> str:
    usual = "due" if _state(request) in _OPEN_STATES else "issued"
    return asked_for.choice(request, "sort", ORDERS, usual)


def _as_rows(rows: QuerySet[Invoice]) -> Iterator[dict[str, Any]]:
    for invoice in rows.iterator(chunk_size=2_000):
        outlook = getattr(invoice, "outlook", None)
        yield {
            **{
                key: getattr(invoice, key)
                for key, _title, _kind in _COLUMNS
                if hasattr(invoice, key)
            },
            "account_id": invoice.account.account_id,
            "name": invoice.account.name,
            "entity": invoice.entity.code if invoice.entity else None,
            "p50_on": outlook.p50_on if outlook else None,
        }
