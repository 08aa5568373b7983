"""How much of an account's value goes more than 90 days past due in a stretch of time?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.behaviour.currency import main_currencies
from duly.book.tables import Book

SEVERE_DAYS = 90
SEVERE_TENTHS = 1
"""A tenth of the value: an account is severely delinquent from this share on."""


def delinquency(book: Book, *, after: date, until: date) -> ir.Table:
    """One row an account with value whose 91st day past due lies in (after, until].

    | column | type | meaning |
    |---|---|---|
    | account_id, currency | text | its main currency: most of these items, ties by the alphabet |
    | item_count | int64 | invoices and debit notes whose 91st day past due lies in the stretch |
    | value_units | int64 | their amount; of those issued by `after` what was open on that day |
    | severe_units | int64 | what of it was open through its 90th day past due |
    | severe_share | float64 | severe_units / value_units |
    | is_severe | boolean | severe_units are a tenth of value_units or more |

    Items settled or written off by `after` do not count: what they did is known. A write-off
    later on settles nothing. Source: the severe delinquency of D&B's Delinquency Predictor (at
    least 10 % of the money more than 90 days past due within 12 months), here by item.
    """
    items = _items(book, after=after, until=until)
    summed = items.group_by("account_id", "currency").agg(
        item_count=items.count(),
        value_units=items.value_units.sum().cast("int64"),
        severe_units=items.severe_units.sum().cast("int64"),
    )
    mains = main_currencies(summed, count="item_count").select(
        "account_id", currency="main_currency"
    )
    kept = summed.join(mains, ["account_id", "currency"])
    return kept.mutate(
        severe_share=kept.severe_units.cast("float64") / kept.value_units.cast("float64"),
        is_severe=kept.severe_units * 10 >= kept.value_units * SEVERE_TENTHS,
    )


def _items(book: Book, *, after: date, until: date) -> ir.Table:
    invoices = book.invoices.filter(
        book.invoices.kind.fill_null("invoice") != "credit_note",
        book.invoices.amount_units > 0,
        ~(book.invoices.written_off_on <= after).fill_null(False),
    )
    last_good = (invoices.due_on + ibis.interval(days=SEVERE_DAYS)).cast("date")
    dated = invoices.mutate(last_good=last_good)
    # The 91st day is the day after, so `last_good` itself lies in [after, until).
    due = dated.filter(dated.last_good >= after, dated.last_good < until)
    joined = due.left_join(_settled(due, book, after=after), "invoice_id")
    before, in_time = joined.before_units.fill_null(0), joined.in_time_units.fill_null(0)
    value = ibis.greatest(joined.amount_units - before, 0)
    left = ibis.greatest(ibis.least(joined.amount_units - in_time, value), 0)
    return joined.select(
        "account_id",
        "currency",
        value_units=value.cast("int64"),
        severe_units=left.cast("int64"),
    ).filter(ibis._.value_units > 0)


def _settled(due: ir.Table, book: Book, *, after: date) -> ir.Table:
    """What was allocated to each item by `after`, and through its 90th day past due."""
    named = due.select("invoice_id", "last_good")
    parts = book.allocations.join(named, "invoice_id")
    return parts.group_by("invoice_id").agg(
        before_units=parts.amount_units.sum(where=parts.allocated_on <= after),
        in_time_units=parts.amount_units.sum(where=parts.allocated_on <= parts.last_good),
    )
