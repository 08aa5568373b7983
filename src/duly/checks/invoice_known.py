"""Is the invoice of every allocation in the book?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book
from duly.checks.check import Check


def _find(book: Book, *, as_of: date) -> ir.Table:
    known = book.allocations.filter(book.allocations.allocated_on <= as_of)
    lost = known.anti_join(book.invoices, "invoice_id")
    return lost.select(
        key="invoice_id",
        observed=ibis.coalesce(lost.payment_id, lost.credit_note_id),
        expected=ibis.literal("an invoice of the book"),
    )


CHECK = Check(
    "invoice_known", "Is the invoice of every allocation in the book?", "allocations", _find
)
