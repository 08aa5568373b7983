"""What is the highest balance an account reached in the last twelve months?"""

from __future__ import annotations

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from duly.analytics.open_items import balances
from duly.book.tables import Book

YEAR = 365


def high_credit(book: Book, *, as_of: date, days: int = YEAR) -> ir.Table:
    """One row an account and currency that ever had a balance.

    The balance is that of the open items (credit notes deducted, unapplied cash not), looked at
    on the evening of every day of (as_of - days, as_of] on which it moved, and on the eve.

    Columns: account_id, currency, high_credit_units (int64, never below zero).
    Source: handbook 01 section 1 (high credit).
    """
    since = as_of - timedelta(days=days)
    events = balance_events(book, as_of=as_of)
    day = ibis.greatest(events.day, ibis.literal(since))
    daily = events.group_by("account_id", "currency", day=day).agg(moved=events.units.sum())
    window = ibis.window(
        group_by=["account_id", "currency"], order_by="day", preceding=None, following=0
    )
    running = daily.mutate(balance=daily.moved.sum().over(window))
    highest = running.group_by("account_id", "currency").agg(top=running.balance.max())
    return highest.select(
        "account_id", "currency", high_credit_units=ibis.greatest(highest.top, 0).cast("int64")
    )


def balance_events(book: Book, *, as_of: date) -> ir.Table:
    """Every movement of the balance of open items up to a day.

    Columns: account_id, currency, day, units (int64; issued above zero, paid and written off
    below). Their sum is the open balance of the day. An allocation of a credit note moves
    nothing: what it takes from the invoice it takes from the note.
    """
    issued = book.invoices.filter(book.invoices.issued_on <= as_of)
    kept = issued.select("invoice_id", "account_id", "currency")
    paid = book.allocations.filter(
        book.allocations.allocated_on <= as_of, book.allocations.credit_note_id.isnull()
    ).join(kept, "invoice_id")
    lost = _written_off(book, as_of=as_of)
    moves = [
        issued.select("account_id", "currency", day="issued_on", units="amount_units"),
        paid.select("account_id", "currency", day="allocated_on", units=-paid.amount_units),
        lost.select("account_id", "currency", day="written_off_on", units=-lost.written_off_units),
    ]
    return ibis.union(*moves, distinct=False)


def _written_off(book: Book, *, as_of: date) -> ir.Table:
    """What was open of the items written off, with the day; they are few."""
    gone = book.invoices.filter(book.invoices.written_off_on <= as_of)
    days = gone.select("invoice_id", "written_off_on")
    lost = balances(book.with_tables(invoices=gone), as_of=as_of)
    return lost.join(days, "invoice_id")
