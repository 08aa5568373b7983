"""What can be wrong with an allocation, given its invoice and its payment or credit note?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.book.reading.cells import Link
from duly.book.reading.judging import Rule
from duly.book.reading.lookup import look_up


def linked(invoices: ir.Table, payments: ir.Table) -> Link:
    """Adds what the rules ask for, and `currency`: an allocation's is its invoice's."""
    items = invoices.select("invoice_id", item_currency="currency", item_issued_on="issued_on")
    payers = payments.select("payment_id", payer_currency="currency", paid_on="received_on")
    notes = invoices.filter(invoices.kind == "credit_note").select(
        credit_note_id="invoice_id", note_currency="currency", note_issued_on="issued_on"
    )

    def link(allocations: ir.Table) -> ir.Table:
        table = look_up(allocations, items, "invoice_id")
        table = look_up(table, payers, "payment_id")
        table = look_up(table, notes, "credit_note_id")
        # Money of an allocation to an unknown invoice can still be told, and so accounted for.
        known = ibis.coalesce(table.item_currency, table.payer_currency, table.note_currency)
        return table.mutate(currency=known)

    return link


def _first_possible_day(t: ir.Table) -> ir.DateValue:
    source_on = ibis.coalesce(t.paid_on, t.note_issued_on, t.item_issued_on)
    return ibis.greatest(t.item_issued_on, source_on)


RULES = (
    Rule("unknown_invoice", "invoice_id", lambda t: t.item_currency.isnull()),
    Rule(
        "missing_required",
        "payment_id",
        lambda t: t.payment_id.isnull() & t.credit_note_id.isnull(),
    ),
    Rule(
        "two_sources",
        "credit_note_id",
        lambda t: t.payment_id.notnull() & t.credit_note_id.notnull(),
    ),
    Rule(
        "unknown_payment",
        "payment_id",
        lambda t: t.payment_id.notnull() & t.payer_currency.isnull(),
    ),
    Rule(
        "unknown_credit_note",
        "credit_note_id",
        lambda t: t.credit_note_id.notnull() & t.note_currency.isnull(),
    ),
    Rule(
        "allocation_currency_mismatch",
        "amount",
        lambda t: t.item_currency != ibis.coalesce(t.payer_currency, t.note_currency),
    ),
    Rule("negative_amount", "amount", lambda t: t.amount_units < 0, sets_aside=False),
    Rule(
        "allocation_predated",
        "allocated_on",
        lambda t: t.allocated_on < _first_possible_day(t),
        sets_aside=False,
    ),
    Rule(
        "payment_before_issue",
        "payment_id",
        lambda t: t.paid_on < t.item_issued_on,
        sets_aside=False,
    ),
)


def effective(allocations: ir.Table) -> ir.Table:
    """No allocation counts before its invoice was issued and its money was there."""
    day = ibis.greatest(allocations.allocated_on, _first_possible_day(allocations))
    return allocations.mutate(allocated_on=day)
