"""Do the buckets of the ageing add up to what is open, to the last unit?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.ageing import UNAPPLIED, ageing
from duly.analytics.open_items import open_items
from duly.book.policy.ageing import AgeingPolicy
from duly.book.tables import Book
from duly.checks.check import Check


def _find(book: Book, *, as_of: date) -> ir.Table:
    aged = ageing(book, as_of=as_of, policy=AgeingPolicy())
    aged = aged.filter(aged.bucket != UNAPPLIED)
    items = open_items(book, as_of=as_of)
    both = aged.select("currency", aged="open_units", open_units=ibis.literal(0, "int64")).union(
        items.select("currency", aged=ibis.literal(0, "int64"), open_units="open_units")
    )
    sums = both.group_by("currency").agg(aged=both.aged.sum(), open_units=both.open_units.sum())
    return sums.filter(sums.aged != sums.open_units).select(
        key="currency", observed="aged", expected="open_units"
    )


CHECK = Check(
    "ageing_ties", "Do the buckets of the ageing add up to what is open?", "invoices", _find
)
