"""How much of each row was allocated by a day, and where is that more than it was?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book


def used_by(book: Book, key: str, *, as_of: date) -> ir.Table:
    """Columns: `key` (a column of allocations) and used_units (decimal), summed by `as_of`."""
    allocations = book.allocations
    known = allocations.filter(allocations.allocated_on <= as_of, allocations[key].notnull())
    # Exact, also where the sum of wrong amounts is beyond an int64.
    return known.group_by(key).agg(used_units=known.amount_units.cast("decimal(38, 0)").sum())


def beyond(amounts: ir.Table, used: ir.Table, key: str) -> ir.Table:
    """Rows of `amounts` (key, amount_units) of which more was used than there was, as violations.

    Beyond means away from zero: of a refund or a credit note, more below it.
    """
    joined = amounts.join(used, key)
    above = joined.used_units > ibis.greatest(joined.amount_units, 0)
    below = joined.used_units < ibis.least(joined.amount_units, 0)
    return joined.filter(above | below).select(
        key=key, observed="used_units", expected="amount_units"
    )
