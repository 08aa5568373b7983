"""Is no more of a payment allocated than came in?"""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from duly.book.tables import Book
from duly.checks.check import Check
from duly.checks.used import beyond, used_by


def _find(book: Book, *, as_of: date) -> ir.Table:
    amounts = book.payments.select("payment_id", "amount_units")
    return beyond(amounts, used_by(book, "payment_id", as_of=as_of), "payment_id")


CHECK = Check(
    "payment_allocated", "Is no more of a payment allocated than came in?", "payments", _find
)
