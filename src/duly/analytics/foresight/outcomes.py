"""What had become of each invoice by the end of a day?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.open_items import days_between
from duly.book.asof import known
from duly.book.tables import Book

_PROFILE = ("segment", "country", "sector")


def outcomes(book: Book, *, as_of: date) -> ir.Table:
    """One row an invoice or debit note of an amount above zero issued by `as_of`.

    `ended` is `paid` (nothing left, the last of it in cash or after some cash), `credited` (by
    credit notes alone), `written_off`, or `open`. `closed_on` is the day on which that was known,
    null while open, and not before the day of issue: what is not yet issued has no history.
    `days_late` counts from the due date to the last payment, null unless paid.

    Columns: invoice_id, account_id, entity, currency, kind, issued_on, due_on, amount_units
    (int64), segment, country, sector, ended, closed_on, paid_on, days_late, part_count (payments
    that paid it), was_disputed (bool: a dispute had been opened on it by `as_of`).
    """
    seen = known(book, as_of=as_of)
    kind = seen.invoices.kind.fill_null("invoice")
    receivable = seen.invoices.mutate(kind=kind)
    receivable = receivable.filter(receivable.kind != "credit_note", receivable.amount_units > 0)
    joined = receivable.left_join(_applied(seen), "invoice_id").drop("invoice_id_right")
    joined = joined.left_join(_disputed(seen), "invoice_id").drop("invoice_id_right")
    accounts = seen.accounts.select("account_id", *_PROFILE)
    return _ended(joined.left_join(accounts, "account_id").drop("account_id_right"))


def _applied(seen: Book) -> ir.Table:
    """Columns: invoice_id, applied_units, applied_on (the last day), last_paid_on, part_count."""
    parts = seen.allocations
    in_cash = parts.payment_id.notnull()
    return parts.group_by("invoice_id").agg(
        applied_units=parts.amount_units.sum(),
        applied_on=parts.allocated_on.max(),
        last_paid_on=parts.allocated_on.max(where=in_cash),
        part_count=in_cash.sum().cast("int64"),
    )


def _disputed(seen: Book) -> ir.Table:
    return seen.disputes.select("invoice_id").distinct().mutate(was_disputed=True)


def _ended(joined: ir.Table) -> ir.Table:
    is_settled = (joined.applied_units >= joined.amount_units).fill_null(False)
    ended = ibis.cases(
        (is_settled & joined.last_paid_on.notnull(), "paid"),
        (is_settled, "credited"),
        (joined.written_off_on.notnull(), "written_off"),
        else_="open",
    )
    marked = joined.mutate(ended=ended)
    nothing = ibis.null("date")
    paid_on = ibis.ifelse(marked.ended == "paid", marked.last_paid_on, nothing)
    day = ibis.cases(
        (marked.ended.isin(["paid", "credited"]), marked.applied_on),
        (marked.ended == "written_off", marked.written_off_on),
        else_=nothing,
    )
    closed_on = ibis.ifelse(day.isnull(), nothing, ibis.greatest(day, marked.issued_on))
    dated = marked.mutate(paid_on=paid_on, closed_on=closed_on)
    return dated.select(
        "invoice_id",
        "account_id",
        "entity",
        "currency",
        "kind",
        "issued_on",
        "due_on",
        "amount_units",
        *_PROFILE,
        "ended",
        "closed_on",
        "paid_on",
        days_late=days_between(dated.due_on, dated.paid_on),
        part_count=dated.part_count.fill_null(0),
        was_disputed=dated.was_disputed.fill_null(False),
    )
