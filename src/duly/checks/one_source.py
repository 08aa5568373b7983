"""Does every allocation come from one payment or one credit note of the book?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book
from duly.checks.check import Check


def _find(book: Book, *, as_of: date) -> ir.Table:
    known = book.allocations.filter(book.allocations.allocated_on <= as_of)
    payments = book.payments.select("payment_id", is_paid=ibis.literal(1))
    notes = book.invoices.filter(book.invoices.kind == "credit_note").select(
        credit_note_id="invoice_id", is_noted=ibis.literal(1)
    )
    joined = known.left_join(payments, "payment_id").drop("payment_id_right")
    joined = joined.left_join(notes, "credit_note_id").drop("credit_note_id_right")
    named = joined.payment_id.notnull().cast("int64") + joined.credit_note_id.notnull().cast(
        "int64"
    )
    found = joined.is_paid.fill_null(0) + joined.is_noted.fill_null(0)
    wrong = joined.filter((named != 1) | (found != 1))
    return wrong.select(
        key="invoice_id",
        observed=ibis.coalesce(wrong.payment_id, wrong.credit_note_id, ibis.literal("nothing")),
        expected=ibis.literal("one payment or credit note of the book"),
    )


CHECK = Check(
    "one_source",
    "Does every allocation come from one payment or one credit note of the book?",
    "allocations",
    _find,
)
