"""Is today's balance the old one plus what was issued, less what was settled and written off?"""

from __future__ import annotations

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from duly.analytics.open_items import balances
from duly.book.tables import Book
from duly.checks.check import Check

SPAN = timedelta(days=90)
"""How far back the old balance lies."""


def _find(book: Book, *, as_of: date) -> ir.Table:
    start = as_of - SPAN
    parts = (
        _sum(_open(book, start), "opening"),
        _sum(_issued(book, start, as_of), "moved"),
        _sum(_allocated(book, start, as_of), "moved", sign=-1),
        _sum(_written_off(book, start), "moved"),
        _sum(_written_off(book, as_of), "moved", sign=-1),
        _sum(_open(book, as_of), "closing"),
    )
    every = parts[0]
    for part in parts[1:]:
        every = every.union(part)
    sums = every.group_by("currency").agg(
        rolled=(every.opening + every.moved).sum(), closing=every.closing.sum()
    )
    return sums.filter(sums.rolled != sums.closing).select(
        key="currency", observed="closing", expected="rolled"
    )


def _sum(money: ir.Table, role: str, *, sign: int = 1) -> ir.Table:
    """Rows of currency and three columns of which the one of the role has the money."""
    nothing = ibis.literal(0, "int64")
    columns = dict.fromkeys(("opening", "moved", "closing"), nothing)
    return money.select("currency", **{**columns, role: money.units * sign})


def _open(book: Book, day: date) -> ir.Table:
    items = balances(book, as_of=day)
    return items.select("currency", units="open_units")


def _written_off(book: Book, day: date) -> ir.Table:
    items = balances(book, as_of=day)
    return items.select("currency", units="written_off_units")


def _issued(book: Book, start: date, end: date) -> ir.Table:
    invoices = book.invoices
    fresh = invoices.filter(invoices.issued_on > start, invoices.issued_on <= end)
    return fresh.select("currency", units="amount_units")


def _allocated(book: Book, start: date, end: date) -> ir.Table:
    """Payments only: a credit note lowers one item by what it raises another."""
    allocations = book.allocations
    fresh = allocations.filter(
        allocations.payment_id.notnull(),
        allocations.allocated_on > start,
        allocations.allocated_on <= end,
    )
    items = book.invoices.select("invoice_id", "currency")
    return fresh.join(items, "invoice_id").select("currency", units="amount_units")


CHECK = Check(
    "balance_rolls_forward",
    "Is today's balance the old one, plus what was issued, less what was settled and written off?",
    "invoices",
    _find,
)
