"""What does a customer say it does not owe, and how did that end?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.http import Http404

from duly.server.ledger.balances import settle_invoice
from duly.server.ledger.by_hand import by_hand
from duly.server.ledger.models import Dispute, Invoice
from duly.server.ledger.models.recorded import CURRENT
from duly.server.ledger.scope import visible_invoices
from duly.server.ledger.turns import take_turn
from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, demand


def open_dispute(
    *, actor: Actor, invoice: Invoice, units: int | None, reason: str, on: date
) -> Dispute:
    """Record that the customer disputes the invoice, or `units` of it.

    Raises Refused: `no_amount`, `beyond_amount` (with `units`), `before_issue`, `day_to_come` or
    `changed_meanwhile`.
    """
    demand(actor, Act.RECORD_DISPUTES)
    _demand_visible(actor, invoice)
    _demand_sense(invoice, units, on)
    with transaction.atomic():
        take_turn()
        _demand_current(invoice)
        source = by_hand(actor, "dispute")
        dispute = Dispute.objects.create(
            dispute_id=f"HAND-{source.pk}",
            invoice=invoice,
            amount_units=units,
            reason=reason,
            opened_on=on,
            recorded_at=source.started_at,
            source=source,
        )
        settle_invoice(invoice.pk)
        facts = {"invoice_id": invoice.invoice_id, "units": units, "on": on, "reason": reason}
        _log(actor, "dispute.opened", dispute, facts)
    return dispute


def close_dispute(*, actor: Actor, dispute: Dispute, outcome: str, on: date) -> Dispute:
    """Record how the dispute ended: the record of the open one is withdrawn, this one follows.

    Raises Refused: `dispute_closed`, `before_opening`, `day_to_come` or `changed_meanwhile`.
    """
    demand(actor, Act.RECORD_DISPUTES)
    _demand_visible(actor, dispute.invoice)
    if dispute.closed_on is not None:
        raise Refused("dispute_closed", closed_on=dispute.closed_on)
    if on < dispute.opened_on:
        raise Refused("before_opening", opened_on=dispute.opened_on)
    _demand_past(on)
    with transaction.atomic():
        take_turn()
        source = by_hand(actor, "dispute")
        withdrawn = {"withdrawn_at": source.started_at, "withdrawn_by": source}
        if not Dispute.objects.filter(CURRENT, pk=dispute.pk).update(**withdrawn):
            raise Refused("changed_meanwhile")
        closed = Dispute.objects.create(
            dispute_id=dispute.dispute_id,
            invoice=dispute.invoice,
            amount_units=dispute.amount_units,
            reason=dispute.reason,
            opened_on=dispute.opened_on,
            closed_on=on,
            outcome=outcome,
            recorded_at=source.started_at,
            source=source,
        )
        settle_invoice(dispute.invoice_id)
        _log(actor, "dispute.closed", closed, {"outcome": outcome, "on": on})
    return closed


def _demand_visible(actor: Actor, invoice: Invoice) -> None:
    if not visible_invoices(actor).filter(pk=invoice.pk).exists():
        raise Http404(invoice.invoice_id)


def _demand_sense(invoice: Invoice, units: int | None, on: date) -> None:
    if units is not None and units <= 0:
        raise Refused("no_amount", units=units)
    if invoice.amount_units <= 0 or (units is not None and units > invoice.amount_units):
        raise Refused("beyond_amount", units=invoice.amount_units)
    if on < invoice.issued_on:
        raise Refused("before_issue", issued_on=invoice.issued_on)
    _demand_past(on)


def _demand_past(on: date) -> None:
    if on > clock.today():
        raise Refused("day_to_come", on=on)


def _demand_current(invoice: Invoice) -> None:
    if not Invoice.objects.select_for_update().filter(CURRENT, pk=invoice.pk).exists():
        raise Refused("changed_meanwhile")


def _log(actor: Actor, kind: str, dispute: Dispute, facts: Mapping[str, Any]) -> None:
    record(actor=actor, kind=kind, subject=("dispute", dispute.dispute_id), facts=facts)
