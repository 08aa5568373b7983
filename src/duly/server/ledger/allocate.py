"""May this money settle that invoice? Never more than the one has left and the other has open."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.http import Http404

from duly.server.ledger.balances import restate_disputed, settle_invoice, settle_payment
from duly.server.ledger.by_hand import by_hand
from duly.server.ledger.models import Allocation, Import, Invoice, Payment
from duly.server.ledger.models.recorded import CURRENT
from duly.server.ledger.scope import visible_invoices, visible_payments
from duly.server.ledger.turns import take_turn
from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.fields import LARGEST_UNITS
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, demand


def allocate(
    *, actor: Actor, payment: Payment, invoice: Invoice, units: int, on: date
) -> Allocation:
    """Let so much of the payment settle so much of the invoice.

    A payment back, below zero, settles a credit note with units below zero.
    Raises Refused: `no_amount`, `other_currency`, `day_to_come`, `before_issue`, `before_receipt`,
    `not_enough_left` or `not_enough_open` (with `units`), or `changed_meanwhile`.
    """
    demand(actor, Act.ALLOCATE)
    _demand_visible(actor, invoice)
    if not visible_payments(actor).filter(pk=payment.pk).exists():
        raise Http404(payment.payment_id)
    _demand_sense(units, on, payment.currency, invoice)
    if on < payment.received_on:
        raise Refused("before_receipt", received_on=payment.received_on)
    with transaction.atomic():
        take_turn()
        _take_from_payment(payment, units)
        _take_from_invoice(invoice, units)
        source = by_hand(actor, "allocation")
        made = _recorded(source, units, on, invoice=invoice, payment=payment)
        _log(actor, "allocation.made", made, payment.payment_id)
    return made


def set_off(
    *, actor: Actor, credit_note: Invoice, invoice: Invoice, units: int, on: date
) -> Allocation:
    """Let so much of the credit note settle so much of the invoice; refused like `allocate`, and
    as `no_credit_note`."""
    demand(actor, Act.ALLOCATE)
    _demand_visible(actor, invoice)
    _demand_visible(actor, credit_note)
    if credit_note.amount_units >= 0 or units < 0 or invoice.amount_units < 0:
        raise Refused("no_credit_note", invoice_id=credit_note.invoice_id)
    _demand_sense(units, on, credit_note.currency, invoice)
    if on < credit_note.issued_on:
        raise Refused("before_issue", issued_on=credit_note.issued_on)
    with transaction.atomic():
        take_turn()
        _take_from_invoice(credit_note, -units)
        _take_from_invoice(invoice, units)
        source = by_hand(actor, "allocation")
        made = _recorded(source, units, on, invoice=invoice, credit_note=credit_note)
        _log(actor, "allocation.made", made, credit_note.invoice_id)
    return made


def unallocate(*, actor: Actor, allocation: Allocation) -> Allocation:
    """Take an allocation back: it is withdrawn, and both sides are open by its amount again.

    Raises Refused `changed_meanwhile` if it was withdrawn already.
    """
    demand(actor, Act.ALLOCATE)
    _demand_visible(actor, allocation.invoice)
    with transaction.atomic():
        take_turn()
        source = by_hand(actor, "allocation")
        withdrawn = {"withdrawn_at": source.started_at, "withdrawn_by": source}
        standing = Allocation.objects.filter(CURRENT, pk=allocation.pk)
        if not standing.update(**withdrawn):
            raise Refused("changed_meanwhile")
        if allocation.payment_id is not None:
            settle_payment(allocation.payment_id)
        if allocation.credit_note_id is not None:
            settle_invoice(allocation.credit_note_id)
        settle_invoice(allocation.invoice_id)
        allocation.refresh_from_db()
        _log(actor, "allocation.taken_back", allocation, "")
    return allocation


def _demand_visible(actor: Actor, invoice: Invoice) -> None:
    if not visible_invoices(actor).filter(pk=invoice.pk).exists():
        raise Http404(invoice.invoice_id)


def _demand_sense(units: int, on: date, currency: str, invoice: Invoice) -> None:
    if not 0 < abs(units) <= LARGEST_UNITS:
        raise Refused("no_amount", units=units)
    if currency != invoice.currency:
        raise Refused("other_currency", currency=currency, invoice_currency=invoice.currency)
    if on > clock.today():
        raise Refused("day_to_come", on=on)
    if on < invoice.issued_on:
        raise Refused("before_issue", issued_on=invoice.issued_on)


def _take_from_payment(payment: Payment, units: int) -> None:
    """The guard is the condition of the update itself: who comes second finds less left."""
    rows = Payment.objects.filter(CURRENT, pk=payment.pk)
    if rows.filter(_holds("left_units", units)).update(left_units=F("left_units") - units):
        return
    left = rows.values_list("left_units", flat=True).first()
    if left is None:
        raise Refused("changed_meanwhile")
    raise Refused("not_enough_left", units=left)


def _take_from_invoice(invoice: Invoice, units: int) -> None:
    rows = Invoice.objects.filter(CURRENT, pk=invoice.pk)
    if not rows.filter(_holds("open_units", units)).update(open_units=F("open_units") - units):
        left = rows.values_list("open_units", flat=True).first()
        if left is None:
            raise Refused("changed_meanwhile")
        raise Refused("not_enough_open", units=left)
    restate_disputed(rows)


def _holds(column: str, units: int) -> Q:
    return Q(**{f"{column}__gte" if units > 0 else f"{column}__lte": units})


def _recorded(source: Import, units: int, on: date, **sides: Any) -> Allocation:
    return Allocation.objects.create(
        amount_units=units,
        allocated_on=on,
        recorded_at=source.started_at,
        source=source,
        **sides,
    )


def _log(actor: Actor, kind: str, allocation: Allocation, giver: str) -> None:
    invoice = allocation.invoice
    facts = {
        "units": allocation.amount_units,
        "currency": invoice.currency,
        "invoice_id": invoice.invoice_id,
        "on": allocation.allocated_on,
    }
    given = facts | ({"giver": giver} if giver else {})
    record(actor=actor, kind=kind, subject=("allocation", str(allocation.pk)), facts=given)
