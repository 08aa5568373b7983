"""What can be wrong with an invoice?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.book.reading.judging import Rule


def _is_negative(invoices: ir.Table) -> ir.BooleanValue:
    return (invoices.amount_units < 0) & (invoices.kind != "credit_note")


RULES = (
    Rule(
        "positive_credit_note",
        "amount",
        lambda t: (t.kind == "credit_note") & (t.amount_units > 0),
    ),
    Rule("written_off_before_issue", "written_off_on", lambda t: t.written_off_on < t.issued_on),
    Rule("negative_invoice", "amount", _is_negative, sets_aside=False),
    Rule("due_before_issue", "due_on", lambda t: t.due_on < t.issued_on, sets_aside=False),
)


def as_credit_notes(invoices: ir.Table) -> ir.Table:
    """Every invoice below zero is a credit note, whatever it called itself."""
    return invoices.mutate(kind=ibis.ifelse(_is_negative(invoices), "credit_note", invoices.kind))
