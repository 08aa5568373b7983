"""Are credit notes, and only they, below zero?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book
from duly.checks.check import Check


def _find(book: Book, *, as_of: date) -> ir.Table:
    invoices = book.invoices.filter(book.invoices.issued_on <= as_of)
    is_note = invoices.kind.fill_null("invoice") == "credit_note"
    wrong = ibis.ifelse(is_note, invoices.amount_units > 0, invoices.amount_units < 0)
    return invoices.filter(wrong).select(
        key="invoice_id",
        observed="amount_units",
        expected=ibis.ifelse(is_note, "zero or below", "zero or above"),
    )


CHECK = Check("kind_signed", "Are credit notes, and only they, below zero?", "invoices", _find)
