"""Is the account of every invoice in the book?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book
from duly.checks.check import Check


def _find(book: Book, *, as_of: date) -> ir.Table:
    invoices = book.invoices.filter(book.invoices.issued_on <= as_of)
    lost = invoices.anti_join(book.accounts, "account_id")
    return lost.select(
        key="invoice_id", observed="account_id", expected=ibis.literal("an account of the book")
    )


CHECK = Check("account_known", "Is the account of every invoice in the book?", "invoices", _find)
