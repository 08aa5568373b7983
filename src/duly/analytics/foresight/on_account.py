"""How much of the customer's money was there already, not yet used for any invoice?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.foresight.moments import Moments, day_number, known_clock, scored_clock
from duly.analytics.foresight.payment_lines import MOMENT
from duly.book.asof import known
from duly.book.tables import Book

_PURSE = ("account_id", "currency")
_SUMS = ("units", "unit_days")


def on_account(book: Book, moments: Moments, *, as_of: date) -> ir.Table:
    """One row a moment: cash received before the day of scoring and not used by then.

    Cash is used when it was allocated to an invoice that had been issued: what pays an invoice
    before its issue lies on account until then, as it did in the ledger of that day.

    Columns: invoice_id, scored_on, cash_share (float64: cash on account in the invoice's currency,
    of its amount; 0 when none), cash_after_due_days (float64: when that cash came, on average by
    amount, against the due date; null when none).
    """
    steps = _steps(known(book, as_of=as_of))
    asked = moments.rows.select(
        "account_id",
        "currency",
        *MOMENT,
        "amount_units",
        due_day=day_number(moments.rows.due_on),
        clock=scored_clock(moments.rows.scored_on),
    )
    so_far = _by_day if moments.few_days else _by_moment
    return _figures(so_far(steps, asked))


def _by_day(steps: ir.Table, asked: ir.Table) -> ir.Table:
    """What was left before each of a few days: once an account and day."""
    keys = [*_PURSE, "asked_clock"]
    wanted = asked.rename(asked_clock="clock")
    held = steps.join(wanted.select(*keys).distinct(), list(_PURSE))
    before = held.filter(held.clock < held.asked_clock)
    sums = before.group_by(keys).agg(
        **{f"left_{name}": before[name].sum().cast("float64") for name in _SUMS}
    )
    return wanted.left_join(sums, keys)


def _by_moment(steps: ir.Table, asked: ir.Table) -> ir.Table:
    """What was left before each of many moments: one pass over an account."""
    asked = asked.mutate(**{name: ibis.literal(0, "int64") for name in _SUMS})
    happened = steps.mutate(
        invoice_id=ibis.null("string"),
        scored_on=ibis.null("date"),
        amount_units=ibis.null("int64"),
        due_day=ibis.null("int64"),
    ).select(*asked.columns)
    lines = ibis.union(asked.cast(dict(happened.schema().items())), happened, distinct=False)
    so_far = ibis.range_window(
        preceding=None,
        following=0,
        group_by=[lines[name] for name in _PURSE],
        order_by=lines.clock,
    )
    found = lines.mutate(
        **{f"left_{name}": lines[name].sum().over(so_far).cast("float64") for name in _SUMS}
    )
    return found.filter(found.invoice_id.notnull())


def _figures(found: ir.Table) -> ir.Table:
    has_cash = found.left_units > 0
    came = found.left_unit_days / ibis.ifelse(has_cash, found.left_units, ibis.null("float64"))
    return found.select(
        *MOMENT,
        cash_share=ibis.ifelse(has_cash, found.left_units / found.amount_units, 0.0),
        cash_after_due_days=came - found.due_day,
    )


def _steps(seen: Book) -> ir.Table:
    """Cash that came, above zero, and cash that was used, below; with the day it came."""
    payments = seen.payments.filter(seen.payments.account_id.notnull())
    day = day_number(payments.received_on)
    came = payments.select(
        "account_id",
        "currency",
        clock=known_clock(payments.received_on),
        units=payments.amount_units,
        unit_days=payments.amount_units * day,
    )
    invoices = seen.invoices.select("invoice_id", "issued_on")
    used = seen.allocations.join(payments.drop("amount_units"), "payment_id")
    used = used.join(invoices, "invoice_id")
    used_on = ibis.greatest(used.allocated_on, used.issued_on, used.received_on)
    spent = used.select(
        "account_id",
        "currency",
        clock=known_clock(used_on),
        units=-used.amount_units,
        unit_days=-used.amount_units * day_number(used.received_on),
    )
    return ibis.union(came, spent, distinct=False)
