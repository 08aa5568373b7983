"""Where was more allocated than there was?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.book.engines import Engine
from duly.book.reading.judging import Rule, report
from duly.book.reading.lookup import look_up
from duly.book.reading.quality import Quality
from duly.book.reading.rows import Rows


def note_overuse(
    invoices: Rows, payments: Rows, allocations: ir.Table, *, engine: Engine, quality: Quality
) -> None:
    """Notes payments, credit notes and invoices whose allocations go beyond their amount."""
    of_payments = _used(allocations.filter(allocations.payment_id.notnull()), "payment_id")
    _note(payments, of_payments, "allocation_over_payment", engine, quality)
    _note(invoices, _used(allocations, "invoice_id"), "over_allocated_invoice", engine, quality)
    notes = allocations.filter(allocations.credit_note_id.notnull())
    by_note = _used(notes.mutate(amount_units=-notes.amount_units), "credit_note_id")
    by_note = by_note.rename(invoice_id="credit_note_id")
    _note(invoices, by_note, "over_used_credit_note", engine, quality)


def _used(allocations: ir.Table, key: str) -> ir.Table:
    exact = allocations.amount_units.cast("decimal(38, 0)")
    return allocations.group_by(key).agg(used_units=exact.sum())


def _note(rows: Rows, used: ir.Table, code: str, engine: Engine, quality: Quality) -> None:
    joined = look_up(rows.table, used, used.columns[0])
    rule = Rule(code, "amount", _is_beyond, sets_aside=False)
    report(rows.with_table(joined), [rule], engine=engine, quality=quality)


def _is_beyond(table: ir.Table) -> ir.BooleanValue:
    """Beyond the amount, away from zero: refunds and credit notes are below it."""
    above = table.used_units > ibis.greatest(table.amount_units, 0)
    below = table.used_units < ibis.least(table.amount_units, 0)
    return above | below
