"""Is no more of a credit note used than it grants?"""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from duly.book.tables import Book
from duly.checks.check import Check
from duly.checks.used import beyond, used_by


def _find(book: Book, *, as_of: date) -> ir.Table:
    used = used_by(book, "credit_note_id", as_of=as_of)
    granted = book.invoices.select(
        credit_note_id="invoice_id", amount_units=-book.invoices.amount_units
    )
    return beyond(granted, used, "credit_note_id")


CHECK = Check(
    "credit_note_used", "Is no more of a credit note used than it grants?", "invoices", _find
)
