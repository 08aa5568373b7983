"""Is no more allocated to an invoice than it asks for?"""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from duly.book.tables import Book
from duly.checks.check import Check
from duly.checks.used import beyond, used_by


def _find(book: Book, *, as_of: date) -> ir.Table:
    amounts = book.invoices.select("invoice_id", "amount_units")
    return beyond(amounts, used_by(book, "invoice_id", as_of=as_of), "invoice_id")


CHECK = Check(
    "invoice_allocated", "Is no more allocated to an invoice than it asks for?", "invoices", _find
)
