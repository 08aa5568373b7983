"""How did an account behave with the very first things it bought?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

FIRST = 3


def first_payment(items: ir.Table, paid: ir.Table) -> ir.Table:
    """One row an account that was ever invoiced, about its first `FIRST` invoices in the book.

    `items` is the table of `balances`, `paid` that of `paid_invoices`, for the same day. First is
    by issued_on, then invoice_id; credit and debit notes are not purchases and do not count. A
    book that begins in the middle of a relation shows the first invoices it holds, no others.

    Columns: account_id, first_invoice_id, first_issued_on, first_due_on, first_paid_on and
    first_days_late (null unless paid in full), first_is_overdue (bool: not paid, and past due),
    first_days_past_due (of an overdue one, else null); of the first three: first_count,
    first_paid_count, first_late_count (paid late, or overdue), first_mean_days_late (of those
    paid, early as 0).
    """
    firsts = _firsts(items).left_join(
        paid.select("invoice_id", "paid_on", "days_late"), "invoice_id"
    )
    overdue = (firsts.open_units > 0) & (firsts.days_past_due > 0)
    known = firsts.mutate(is_overdue=overdue, is_late=overdue | (firsts.days_late > 0))
    one = known.place == 0
    return known.group_by("account_id").agg(
        first_invoice_id=known.invoice_id.max(where=one),
        first_issued_on=known.issued_on.max(where=one),
        first_due_on=known.due_on.max(where=one),
        first_paid_on=known.paid_on.max(where=one),
        first_days_late=known.days_late.max(where=one),
        first_is_overdue=(one & known.is_overdue).any(),
        first_days_past_due=known.days_past_due.max(where=one & known.is_overdue),
        first_count=known.count(),
        first_paid_count=known.paid_on.count(),
        first_late_count=known.is_late.fill_null(False).sum().cast("int64"),
        first_mean_days_late=ibis.greatest(known.days_late, 0).mean(
            where=known.days_late.notnull()
        ),
    )


def _firsts(items: ir.Table) -> ir.Table:
    bought = items.filter(items.kind == "invoice", items.amount_units > 0)
    place = ibis.row_number().over(
        group_by="account_id", order_by=[bought.issued_on.asc(), bought.invoice_id.asc()]
    )
    ranked = bought.mutate(place=place)
    return ranked.filter(ranked.place < FIRST)
