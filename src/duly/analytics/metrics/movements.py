"""What moved the receivables, on which day?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book

ISSUED, APPLIED, WRITTEN_OFF, RECOVERED = "issued", "applied", "written_off", "recovered"

_OF_ITEM = ("invoice_id", "account_id", "entity", "currency", "due_on", "gone_on")


def movements(book: Book, *, as_of: date) -> ir.Table:
    """One row a movement of an item by `as_of`.

    Columns: invoice_id, account_id, entity, currency, due_on, day, movement (`issued`,
    `applied`: payments and credit notes, `written_off`, `recovered`), units (int64, effect on
    what is open). All but `recovered` (cash for an item after it was written off; positive) add
    up to the open balance of `open_items` on every day.
    """
    moves = _issued_and_applied(book, as_of=as_of)
    is_too_late = (moves.day > moves.gone_on).fill_null(False)
    alive = moves.filter(~is_too_late)
    late = moves.filter(is_too_late, moves.is_cash)
    return ibis.union(
        alive.drop("gone_on", "is_cash"),
        _written_off(alive),
        late.mutate(movement=ibis.literal(RECOVERED), units=-late.units).drop("gone_on", "is_cash"),
    )


def _issued_and_applied(book: Book, *, as_of: date) -> ir.Table:
    items = _items(book, as_of=as_of)
    issued = items.mutate(movement=ibis.literal(ISSUED), is_cash=ibis.literal(False))
    effects = _effects(book, as_of=as_of).join(items.drop("units"), "invoice_id")
    # What was allocated before its item was issued counts from the day both are there.
    day = ibis.greatest(effects.allocated_on, effects.day)
    applied = effects.mutate(day=day, movement=ibis.literal(APPLIED))
    columns = (*_OF_ITEM, "day", "movement", "units", "is_cash")
    return issued.select(*columns).union(applied.select(*columns))


def _items(book: Book, *, as_of: date) -> ir.Table:
    items = book.invoices.filter(book.invoices.issued_on <= as_of)
    is_gone = (items.written_off_on <= as_of).fill_null(False)
    return items.select(
        "invoice_id",
        "account_id",
        "entity",
        "currency",
        "due_on",
        gone_on=ibis.ifelse(is_gone, items.written_off_on, ibis.null("date")),
        day="issued_on",
        units="amount_units",
    )


def _effects(book: Book, *, as_of: date) -> ir.Table:
    """What allocations take from the items they are for, and give back to credit notes used."""
    known = book.allocations.filter(book.allocations.allocated_on <= as_of)
    to_item = known.select(
        "invoice_id",
        "allocated_on",
        units=-known.amount_units,
        is_cash=known.payment_id.notnull(),
    )
    notes = known.filter(known.credit_note_id.notnull())
    from_note = notes.select(
        "allocated_on",
        invoice_id="credit_note_id",
        units="amount_units",
        is_cash=ibis.literal(False),
    )
    return to_item.union(from_note.select(*to_item.columns))


def _written_off(alive: ir.Table) -> ir.Table:
    """What was left of an item takes its leave on the day it was written off."""
    gone = alive.filter(alive.gone_on.notnull())
    left = gone.group_by(*_OF_ITEM).agg(units=-gone.units.sum())
    return left.select(
        "invoice_id",
        "account_id",
        "entity",
        "currency",
        "due_on",
        day="gone_on",
        movement=ibis.literal(WRITTEN_OFF),
        units=left.units.cast("int64"),
    )
