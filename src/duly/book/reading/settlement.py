"""What was paid when, told from `paid_on` and `open_amount` on the invoices themselves?"""

from __future__ import annotations

from dataclasses import replace

import ibis
import ibis.expr.types as ir

from duly.book.engines import Engine
from duly.book.reading.judging import Rule, report
from duly.book.reading.quality import Quality
from duly.book.reading.rows import Rows
from duly.book.schema import TABLES, Column, Kind, TableSchema

PAID_ON = Column("paid_on", Kind.DATE)
OPEN_AMOUNT = Column("open_amount", Kind.MONEY)

DAY_UNKNOWN = "day_unknown"
"""`payments.method` of a derived payment whose day was not told."""


def with_settlement(invoices: TableSchema) -> TableSchema:
    """The columns of invoices in a book that has no payments."""
    return replace(invoices, columns=(*invoices.columns, PAID_ON, OPEN_AMOUNT))


def derive_payments(
    invoices: Rows, *, engine: Engine, quality: Quality
) -> tuple[ir.Table, ir.Table]:
    """Payments and allocations, one pair an invoice of which something was paid.

    Paid is the amount less the open amount; all of it where only `paid_on` is given. Where only
    the open amount is given, the day is not known: it is taken to be the due day, or the last day
    the file knows of when that comes first (what an export calls settled was settled by then).
    Such payments say `day_unknown` as their method, and are noted.
    """
    rows = invoices.with_table(engine.keep(_paid(invoices, engine)))
    report(rows, _RULES, engine=engine, quality=quality)
    paid = rows.table.filter(rows.table.paid_units != 0)
    payments = paid.select(
        "account_id",
        "currency",
        payment_id=_payment_id(paid),
        amount_units=paid.paid_units,
        received_on=paid.settled_on,
        method=ibis.ifelse(paid.paid_on.isnull(), DAY_UNKNOWN, ibis.null("string")),
        reference=paid.invoice_id,
    )
    allocations = paid.select(
        "invoice_id",
        amount_units=paid.paid_units,
        allocated_on=ibis.greatest(paid.settled_on, paid.issued_on),
        payment_id=_payment_id(paid),
        credit_note_id=ibis.null("string"),
    )
    return (
        engine.keep(payments.select(*TABLES["payments"].fields)),
        engine.keep(allocations.select(*TABLES["allocations"].fields)),
    )


def _paid(invoices: Rows, engine: Engine) -> ir.Table:
    table = invoices.table
    last = engine.fetch(table.agg(issued=table.issued_on.max(), paid=table.paid_on.max()))
    days = [day for day in last.to_pylist()[0].values() if day is not None]
    horizon = ibis.literal(max(days)) if days else ibis.null("date")
    told = table.open_amount_units
    left = ibis.ifelse(table.paid_on.notnull(), told.fill_null(0), told)
    paid = (table.amount_units - left).fill_null(0)
    is_settling = paid.sign() * table.amount_units.sign() > 0
    assumed = ibis.least(ibis.greatest(table.due_on, table.issued_on), horizon)
    return table.mutate(
        paid_units=ibis.ifelse(is_settling, paid, 0).cast("int64"),
        settled_on=ibis.coalesce(table.paid_on, assumed),
        text_paid_on=table.paid_on.cast("string"),
    )


def _payment_id(table: ir.Table) -> ir.StringValue:
    return ibis.literal("PAY-") + table.invoice_id


_RULES = (
    Rule("derived_payment", "invoice_id", lambda t: t.paid_units != 0, sets_aside=False),
    Rule(
        "paid_day_assumed",
        "due_on",
        lambda t: (t.paid_units != 0) & t.paid_on.isnull(),
        sets_aside=False,
    ),
    Rule(
        "paid_but_open",
        "paid_on",
        lambda t: t.paid_on.notnull() & (t.paid_units == 0) & (t.amount_units != 0),
        sets_aside=False,
    ),
    Rule(
        "open_beyond_amount",
        "open_amount",
        lambda t: (t.paid_units == 0) & (t.open_amount_units != t.amount_units),
        sets_aside=False,
    ),
    Rule(
        "payment_before_issue",
        "paid_on",
        lambda t: (t.paid_units != 0) & (t.paid_on < t.issued_on),
        sets_aside=False,
    ),
)
