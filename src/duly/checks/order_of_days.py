"""Does everything begin before it ends?"""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from duly.book.tables import Book
from duly.checks.check import Check, Finds

# Table, what names a row, the day of its beginning and of its end.
_SPANS = (
    ("invoices", "invoice_id", "issued_on", "written_off_on"),
    ("disputes", "dispute_id", "opened_on", "closed_on"),
    ("orders", "order_id", "placed_on", "shipped_on"),
    ("orders", "order_id", "placed_on", "invoiced_on"),
    ("promises", "promise_id", "made_on", "due_on"),
    ("cover", "account_id", "valid_from", "valid_until"),
)


def _finds(table: str, key: str, start: str, end: str) -> Finds:
    def find(book: Book, *, as_of: date) -> ir.Table:
        rows = book.tables[table]
        return rows.filter(rows[start] <= as_of, rows[end] < rows[start]).select(
            key=key, observed=end, expected=start
        )

    return find


CHECKS = tuple(
    Check(
        f"{table}_{end}_after_{start}",
        f"Is {end} of {table} never before {start}?",
        table,
        _finds(table, key, start, end),
    )
    for table, key, start, end in _SPANS
)
