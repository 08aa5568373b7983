"""What was invoiced, what of it is open, and when will it be paid?"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Path, Query
from pydantic import AliasPath, Field

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Currency, Day, Reference, Shown, Truth, UnitsAsked, Word
from duly.server.api.routes import Routes
from duly.server.ledger.models import Invoice
from duly.server.ledger.scope import invoice_or_404, visible_invoices
from duly.server.platform.rights import Act
from duly.server.portfolio.models import InvoiceOutlook

routes = Routes("Invoices")
_ORDERS = {
    "issued": Order("invoices", ("-issued_on", "-id")),
    "due": Order("invoices", ("due_on", "id")),
}


class InvoicesAsked(Paged):
    account_id: Reference | None = None
    invoice_id: Reference | None = None
    entity: Word | None = Field(None, description="Code of our company.")
    currency: Currency | None = None
    kind: Literal["invoice", "debit_note", "credit_note"] | None = None
    is_open: Truth | None = None
    is_disputed: Truth | None = None
    due_from: Day | None = None
    due_until: Day | None = Field(None, description="This day included.")
    issued_from: Day | None = None
    issued_until: Day | None = Field(None, description="This day included.")
    open_from_units: UnitsAsked | None = None
    order: Literal["issued", "due"] = Field(
        "issued", description="By issue, the newest first; by due day, the oldest first."
    )


class InvoiceRow(Shown):
    """An invoice, a debit note, or a credit note (amounts below zero)."""

    invoice_id: str
    account_id: str = Field(validation_alias=AliasPath("account", "account_id"))
    entity: str | None = Field(None, validation_alias=AliasPath("entity", "code"))
    kind: str
    currency: str
    amount_units: int
    open_units: int
    disputed_units: int
    issued_on: date
    due_on: date
    order_no: str
    written_off_on: date | None


class Outlook(Shown):
    """When it will be paid, as the latest day said: one in ten, half, nine in ten by that day."""

    as_of: date = Field(validation_alias=AliasPath("snapshot", "as_of"))
    p10_on: date | None
    p50_on: date | None
    p90_on: date | None
    late_chance: float | None
    never_chance: float | None
    reasons: list[Any]


class InvoiceDetail(InvoiceRow):
    outlook: Outlook | None


@routes.read("/invoices", Act.SEE_BOOK, Page[InvoiceRow])
def list_invoices(request: HttpRequest, asked: Query[InvoicesAsked]) -> Any:
    """List invoices

    As they stand now: corrected or withdrawn ones are left out.
    """
    rows = _filtered(visible_invoices(actor_behind(request)), asked)
    rows = rows.select_related("account", "entity")
    page = page_of(rows, _ORDERS[asked.order], asked, InvoiceRow.model_validate)
    return Page[InvoiceRow](**page)


@routes.read("/invoices/{path:invoice_id}", Act.SEE_BOOK, InvoiceDetail)
def read_invoice(request: HttpRequest, invoice_id: Path[Reference]) -> Any:
    """Read an invoice

    With the days by which it will probably be paid.
    """
    invoice = invoice_or_404(actor_behind(request), invoice_id)
    outlook = InvoiceOutlook.objects.filter(invoice=invoice).select_related("snapshot").first()
    row = InvoiceRow.model_validate(invoice)
    said = Outlook.model_validate(outlook) if outlook else None
    return InvoiceDetail.model_construct(**row.__dict__, outlook=said)


_LOOKUPS = {
    "account_id": "account__account_id",
    "invoice_id": "invoice_id",
    "entity": "entity__code",
    "currency": "currency",
    "kind": "kind",
    "due_from": "due_on__gte",
    "due_until": "due_on__lte",
    "issued_from": "issued_on__gte",
    "issued_until": "issued_on__lte",
    "open_from_units": "open_units__gte",
}


def _filtered(rows: QuerySet[Invoice], asked: InvoicesAsked) -> QuerySet[Invoice]:
    given = {path: getattr(asked, name) for name, path in _LOOKUPS.items()}
    rows = rows.filter(**{path: value for path, value in given.items() if value is not None})
    if asked.is_open is not None:
        rows = rows.exclude(open_units=0) if asked.is_open else rows.filter(open_units=0)
    if asked.is_disputed is not None:
        without = {"disputed_units": 0}
        rows = rows.exclude(**without) if asked.is_disputed else rows.filter(**without)
    return rows
