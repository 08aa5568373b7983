"""Which items were open on a day, and for how much?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book


def open_items(book: Book, *, as_of: date) -> ir.Table:
    """One row an item that was open at the end of `as_of`.

    Open is the amount less what was allocated to it (payments and credit notes) by that day; a
    credit note is open for what of it was not yet allocated. Written-off items are not open.

    Columns: invoice_id, account_id, entity, currency, kind, issued_on, due_on, amount_units,
    open_units (int64; below zero for open credit notes), disputed_units (of which disputed,
    0 <= disputed <= open), days_past_due (int; as_of - due_on, 0 when due on the day itself).
    Source: handbook 01 section 2; allocations as in BOOK.md.
    """
    items = balances(book, as_of=as_of)
    still_open = items.filter(items.open_units != 0).drop("last_paid_on")
    return with_disputed(still_open, book, as_of=as_of)


def balances(book: Book, *, as_of: date) -> ir.Table:
    """Every item issued by `as_of` with what was open of it, settled ones included.

    Columns: those of `open_items` but disputed_units, and applied_units (allocated to or from
    it), written_off_units (what was open of it when it was written off), last_paid_on (the day of
    the last payment allocated to it, null where there was none).
    """
    invoices = book.invoices.filter(book.invoices.issued_on <= as_of)
    joined = _with_applied(invoices, book, as_of=as_of)
    left = joined.amount_units - joined.applied_units
    is_written_off = (joined.written_off_on <= as_of).fill_null(False)
    return joined.select(
        "invoice_id",
        "account_id",
        "entity",
        "currency",
        "issued_on",
        "due_on",
        "amount_units",
        "applied_units",
        "last_paid_on",
        kind=joined.kind.fill_null("invoice"),
        open_units=ibis.ifelse(is_written_off, 0, left).cast("int64"),
        written_off_units=ibis.ifelse(is_written_off, left, 0).cast("int64"),
        days_past_due=days_between(joined.due_on, as_of),
    )


def unapplied_cash(book: Book, *, as_of: date) -> ir.Table:
    """Payments received by `as_of` with what of them was not allocated to any item by then.

    Columns: payment_id, account_id (null: payer not identified), currency, received_on,
    unapplied_units (int64; below zero when a payment was allocated beyond its amount).
    """
    allocations = book.allocations.filter(
        book.allocations.allocated_on <= as_of, book.allocations.payment_id.notnull()
    )
    applied = allocations.group_by("payment_id").agg(used_units=allocations.amount_units.sum())
    payments = book.payments.filter(book.payments.received_on <= as_of)
    joined = payments.left_join(applied, "payment_id")
    rest = (joined.amount_units - joined.used_units.fill_null(0)).cast("int64")
    return joined.select(
        "payment_id", "account_id", "currency", "received_on", unapplied_units=rest
    ).filter(ibis._.unapplied_units != 0)


def with_disputed(items: ir.Table, book: Book, *, as_of: date) -> ir.Table:
    """Add disputed_units: what of the open amount is in a dispute that was open on that day.

    A dispute without an amount concerns the whole item.
    """
    disputes = book.disputes
    still_open = (disputes.closed_on > as_of) | disputes.closed_on.isnull()
    running = disputes.filter(disputes.opened_on <= as_of, still_open)
    by_invoice = running.group_by("invoice_id").agg(
        claimed_units=running.amount_units.sum(),
        is_whole=running.amount_units.isnull().any(),
    )
    joined = items.left_join(by_invoice, "invoice_id").drop("invoice_id_right")
    whole = ibis.greatest(joined.open_units, 0)
    claimed = ibis.least(joined.claimed_units.fill_null(0), whole)
    disputed = ibis.ifelse(joined.is_whole.fill_null(False), whole, claimed)
    return joined.mutate(disputed_units=disputed.cast("int64")).drop("claimed_units", "is_whole")


def days_between(start: ir.DateValue, end: date | ir.DateValue) -> ir.IntegerValue:
    """Whole days from `start` to `end`, negative when `end` comes first."""
    return (-start.delta(end, unit="day")).cast("int64")


def _with_applied(invoices: ir.Table, book: Book, *, as_of: date) -> ir.Table:
    """Add applied_units (allocated to the item, less allocated from it) and last_paid_on."""
    known = book.allocations.filter(book.allocations.allocated_on <= as_of)
    to_item = known.group_by("invoice_id").agg(
        to_units=known.amount_units.sum(),
        last_paid_on=known.allocated_on.max(where=known.payment_id.notnull()),
    )
    of_notes = known.filter(known.credit_note_id.notnull())
    from_note = of_notes.group_by(invoice_id=of_notes.credit_note_id).agg(
        from_units=of_notes.amount_units.sum()
    )
    joined = invoices.left_join(to_item, "invoice_id").drop("invoice_id_right")
    joined = joined.left_join(from_note, "invoice_id").drop("invoice_id_right")
    applied = joined.to_units.fill_null(0) - joined.from_units.fill_null(0)
    return joined.mutate(applied_units=applied.cast("int64")).drop("to_units", "from_units")
