"""What money came in, and which invoices does it settle?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Body, Path, Query
from pydantic import AliasPath, Field

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import (
    Currency,
    Day,
    Given,
    Id,
    Reference,
    Shown,
    Truth,
    Units,
)
from duly.server.api.routes import Routes
from duly.server.ledger.allocate import allocate, set_off, unallocate
from duly.server.ledger.models import Allocation, Invoice, Payment
from duly.server.ledger.models.recorded import CURRENT
from duly.server.ledger.scope import (
    invoice_or_404,
    payment_or_404,
    visible_invoices,
    visible_payments,
)
from duly.server.platform import clock
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor

routes = Routes("Payments and allocations")
_PAYMENTS = Order("payments", ("-received_on", "-id"))
_ALLOCATIONS = Order("allocations", ("-id",))


class PaymentsAsked(Paged):
    account_id: Reference | None = None
    payment_id: Reference | None = None
    currency: Currency | None = None
    is_unapplied: Truth | None = Field(None, description="Whether some of it is left to allocate.")
    received_from: Day | None = None
    received_until: Day | None = Field(None, description="This day included.")


class PaymentRow(Shown):
    payment_id: str
    account_id: str | None = Field(None, validation_alias=AliasPath("account", "account_id"))
    currency: str
    amount_units: int
    left_units: int = Field(description="What no allocation has used yet.")
    received_on: date
    method: str
    reference: str


class AllocationsAsked(Paged):
    invoice_id: Reference | None = None
    payment_id: Reference | None = None


class AllocationRow(Shown):
    """So much of a payment, or of a credit note, settles so much of an invoice."""

    id: int
    invoice_id: str = Field(validation_alias=AliasPath("invoice", "invoice_id"))
    payment_id: str | None = Field(None, validation_alias=AliasPath("payment", "payment_id"))
    credit_note_id: str | None = Field(
        None, validation_alias=AliasPath("credit_note", "invoice_id")
    )
    currency: str = Field(validation_alias=AliasPath("invoice", "currency"))
    amount_units: int
    allocated_on: date


class NewAllocation(Given):
    """Of a payment, or of a credit note: one of the two."""

    payment_id: Reference | None = None
    credit_note_id: Reference | None = None
    invoice_id: Reference
    amount_units: Units = Field(description="Below zero where money paid back settles a credit.")
    allocated_on: Day | None = Field(None, description="Today, unless said.")


@routes.read("/payments", Act.SEE_BOOK, Page[PaymentRow])
def list_payments(request: HttpRequest, asked: Query[PaymentsAsked]) -> Any:
    """List payments"""
    rows = visible_payments(actor_behind(request)).select_related("account")
    given = {path: getattr(asked, name) for name, path in _LOOKUPS.items()}
    rows = rows.filter(**{path: value for path, value in given.items() if value is not None})
    if asked.is_unapplied is not None:
        rows = rows.exclude(left_units=0) if asked.is_unapplied else rows.filter(left_units=0)
    return Page[PaymentRow](**page_of(rows, _PAYMENTS, asked, PaymentRow.model_validate))


@routes.read("/allocations", Act.SEE_BOOK, Page[AllocationRow])
def list_allocations(request: HttpRequest, asked: Query[AllocationsAsked]) -> Any:
    """List allocations"""
    rows = _visible(actor_behind(request))
    # Asked apart, by number, or SQLite would look through all allocations for those few.
    if asked.invoice_id is not None:
        invoice = Invoice.objects.filter(CURRENT, invoice_id=asked.invoice_id)
        rows = rows.filter(invoice__in=invoice.values("pk"))
    if asked.payment_id is not None:
        payment = Payment.objects.filter(CURRENT, payment_id=asked.payment_id)
        rows = rows.filter(payment__in=payment.values("pk"))
    return Page[AllocationRow](**page_of(rows, _ALLOCATIONS, asked, AllocationRow.model_validate))


@routes.write("POST", "/allocations", Act.ALLOCATE, AllocationRow, status=201)
def create_allocation(request: HttpRequest, allocation: Body[NewAllocation]) -> Any:
    """Allocate a payment or a credit note to an invoice

    Never more than the one has left and the other has open: otherwise 409.
    """
    actor = actor_behind(request)
    if (allocation.payment_id is None) == (allocation.credit_note_id is None):
        raise Refused("allocation_needs_one_giver")
    given: dict[str, Any] = {
        "actor": actor,
        "invoice": invoice_or_404(actor, allocation.invoice_id),
        "units": allocation.amount_units,
        "on": allocation.allocated_on or clock.today(),
    }
    if allocation.payment_id is not None:
        made = allocate(payment=payment_or_404(actor, allocation.payment_id), **given)
    else:
        made = set_off(credit_note=invoice_or_404(actor, allocation.credit_note_id or ""), **given)
    return AllocationRow.model_validate(made)


@routes.write("DELETE", "/allocations/{allocation_id}", Act.ALLOCATE, AllocationRow)
def delete_allocation(request: HttpRequest, allocation_id: Path[Id]) -> Any:
    """Take an allocation back

    The record stays, withdrawn; payment and invoice are open again by its amount.
    """
    actor = actor_behind(request)
    allocation = get_object_or_404(_visible(actor), pk=allocation_id)
    unallocate(actor=actor, allocation=allocation)
    return AllocationRow.model_validate(allocation)


_LOOKUPS = {
    "account_id": "account__account_id",
    "payment_id": "payment_id",
    "currency": "currency",
    "received_from": "received_on__gte",
    "received_until": "received_on__lte",
}


def _visible(actor: Actor) -> Any:
    """The allocations as they stand now, to invoices the actor may see."""
    rows = Allocation.objects.filter(CURRENT).select_related("invoice", "payment", "credit_note")
    if actor.scope.is_whole:
        return rows
    return rows.filter(invoice__in=visible_invoices(actor).values("pk"))
