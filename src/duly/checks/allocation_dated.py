"""Was every invoice issued, and its money there, when it was allocated?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book
from duly.checks.check import Check


def _find(book: Book, *, as_of: date) -> ir.Table:
    known = book.allocations.filter(book.allocations.allocated_on <= as_of)
    items = book.invoices.select("invoice_id", "issued_on")
    payments = book.payments.select("payment_id", "received_on")
    joined = known.join(items, "invoice_id")
    joined = joined.left_join(payments, "payment_id").drop("payment_id_right")
    first_day = ibis.greatest(joined.issued_on, ibis.coalesce(joined.received_on, joined.issued_on))
    return joined.filter(joined.allocated_on < first_day).select(
        key="invoice_id", observed="allocated_on", expected=first_day
    )


CHECK = Check(
    "allocation_dated",
    "Was every invoice issued, and its money there, when it was allocated?",
    "allocations",
    _find,
)
