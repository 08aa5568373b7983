"""Which invoices does a customer say it does not owe?"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Body, Path, Query
from pydantic import AliasPath, Field

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Day, Given, PositiveUnits, Reference, Shown, Truth, bounded
from duly.server.api.routes import Routes
from duly.server.ledger.disputes import close_dispute as close
from duly.server.ledger.disputes import open_dispute
from duly.server.ledger.models import Dispute
from duly.server.ledger.scope import invoice_or_404, visible_disputes
from duly.server.platform import clock
from duly.server.platform.rights import Act, Actor

routes = Routes("Disputes")
_NEWEST = Order("disputes", ("-opened_on", "-id"))


class DisputesAsked(Paged):
    account_id: Reference | None = None
    invoice_id: Reference | None = None
    is_open: Truth | None = None


class DisputeRow(Shown):
    dispute_id: str
    invoice_id: str = Field(validation_alias=AliasPath("invoice", "invoice_id"))
    currency: str = Field(validation_alias=AliasPath("invoice", "currency"))
    amount_units: int | None = Field(description="Null: the whole invoice.")
    reason: str
    opened_on: date
    closed_on: date | None
    outcome: str


class NewDispute(Given):
    invoice_id: Reference
    amount_units: PositiveUnits | None = Field(None, description="Null: the whole invoice.")
    reason: Annotated[str, bounded(120, least=1)]
    opened_on: Day | None = Field(None, description="Today, unless said.")


class Closing(Given):
    outcome: Annotated[str, bounded(120, least=1)]
    closed_on: Day | None = Field(None, description="Today, unless said.")


@routes.read("/disputes", Act.SEE_BOOK, Page[DisputeRow])
def list_disputes(request: HttpRequest, asked: Query[DisputesAsked]) -> Any:
    """List disputes"""
    rows = visible_disputes(actor_behind(request)).select_related("invoice")
    if asked.account_id is not None:
        rows = rows.filter(invoice__account__account_id=asked.account_id)
    if asked.invoice_id is not None:
        rows = rows.filter(invoice__invoice_id=asked.invoice_id)
    if asked.is_open is not None:
        rows = rows.filter(closed_on__isnull=asked.is_open)
    return Page[DisputeRow](**page_of(rows, _NEWEST, asked, DisputeRow.model_validate))


@routes.write("POST", "/disputes", Act.RECORD_DISPUTES, DisputeRow, status=201)
def create_dispute(request: HttpRequest, dispute: Body[NewDispute]) -> Any:
    """Open a dispute about an invoice, or a part of it"""
    actor = actor_behind(request)
    opened = open_dispute(
        actor=actor,
        invoice=invoice_or_404(actor, dispute.invoice_id),
        units=dispute.amount_units,
        reason=dispute.reason,
        on=dispute.opened_on or clock.today(),
    )
    return DisputeRow.model_validate(opened)


@routes.write("POST", "/closed-disputes/{path:dispute_id}", Act.RECORD_DISPUTES, DisputeRow)
def close_dispute(request: HttpRequest, dispute_id: Path[Reference], closing: Body[Closing]) -> Any:
    """Close a dispute"""
    actor = actor_behind(request)
    closed = close(
        actor=actor,
        dispute=_dispute_or_404(actor, dispute_id),
        outcome=closing.outcome,
        on=closing.closed_on or clock.today(),
    )
    return DisputeRow.model_validate(closed)


def _dispute_or_404(actor: Actor, dispute_id: str) -> Dispute:
    found = visible_disputes(actor).select_related("invoice").filter(dispute_id=dispute_id).first()
    if found is None:
        raise Http404(dispute_id)
    return found
