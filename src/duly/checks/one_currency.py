"""Is an allocation's money in the currency of the invoice it settles?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book
from duly.checks.check import Check


def _find(book: Book, *, as_of: date) -> ir.Table:
    known = book.allocations.filter(book.allocations.allocated_on <= as_of)
    items = book.invoices.select("invoice_id", item_currency="currency")
    payments = book.payments.select("payment_id", paid_currency="currency")
    notes = book.invoices.select(credit_note_id="invoice_id", noted_currency="currency")
    joined = known.join(items, "invoice_id")
    joined = joined.left_join(payments, "payment_id").drop("payment_id_right")
    joined = joined.left_join(notes, "credit_note_id").drop("credit_note_id_right")
    source = ibis.coalesce(joined.paid_currency, joined.noted_currency)
    return joined.filter(source != joined.item_currency).select(
        key="invoice_id", observed=source, expected="item_currency"
    )


CHECK = Check(
    "one_currency",
    "Is an allocation's money in the currency of the invoice it settles?",
    "allocations",
    _find,
)
