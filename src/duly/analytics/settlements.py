"""When was each invoice paid, in which parts, and how late?"""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from duly.analytics.open_items import balances, days_between
from duly.book.tables import Book


def payment_parts(book: Book, *, as_of: date) -> ir.Table:
    """One row a part of an invoice paid by `as_of` (credit notes used are not payments).

    Columns: invoice_id, account_id, entity, currency, issued_on, due_on, paid_on, paid_units
    (int64), days_late (paid_on - due_on, negative when early), days_to_pay (paid_on - issued_on).
    """
    allocations = book.allocations.filter(
        book.allocations.allocated_on <= as_of, book.allocations.payment_id.notnull()
    )
    parts = allocations.select("invoice_id", paid_on="allocated_on", paid_units="amount_units")
    invoices = book.invoices.filter(book.invoices.issued_on <= as_of)
    kept = invoices.select("invoice_id", "account_id", "entity", "currency", "issued_on", "due_on")
    joined = parts.join(kept, "invoice_id")
    return joined.mutate(
        days_late=days_between(joined.due_on, joined.paid_on),
        days_to_pay=days_between(joined.issued_on, joined.paid_on),
    )


def paid_invoices(book: Book, *, as_of: date) -> ir.Table:
    """One row an invoice paid in full by `as_of`: nothing open, not written off, some cash.

    `paid_on` is the day of the last payment; an invoice settled by credit notes alone is not here.

    Columns: invoice_id, account_id, currency, issued_on, due_on, paid_on, amount_units (int64),
    days_late, days_to_pay, was_disputed (bool: any dispute opened on it by `as_of`).
    """
    items = balances(book, as_of=as_of)
    settled = items.filter(
        items.open_units == 0,
        items.written_off_units == 0,
        items.amount_units > 0,
        items.last_paid_on.notnull(),
    )
    joined = settled.select(
        "invoice_id",
        "account_id",
        "currency",
        "issued_on",
        "due_on",
        "amount_units",
        paid_on="last_paid_on",
    )
    disputes = book.disputes.filter(book.disputes.opened_on <= as_of)
    disputed = disputes.select("invoice_id").distinct().mutate(was_disputed=True)
    joined = joined.left_join(disputed, "invoice_id").drop("invoice_id_right")
    return joined.mutate(
        was_disputed=joined.was_disputed.fill_null(False),
        days_late=days_between(joined.due_on, joined.paid_on),
        days_to_pay=days_between(joined.issued_on, joined.paid_on),
    )
