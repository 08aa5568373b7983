"""What did each account buy lately, and what did it use to buy?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.open_items import days_between
from duly.book.policy.warnings import WarningPolicy
from duly.book.tables import Book

YEAR = 365
LEAST_DAYS_BEFORE = 90


def purchases(book: Book, *, as_of: date, policy: WarningPolicy) -> ir.Table:
    """One row an account that ever bought, in the currency of most of its purchases.

    A purchase is an invoice, on its day of issue, or an order not yet invoiced, on its day. Credit
    and debit notes are none. Days before as_of are counted from 0, as_of itself.

    Columns: account_id, currency (ties by the alphabet), first_on; and units (int64) and counts
    of spike_… (the last order_spike_days), recent_… (the last recent_days), spike_before_… and
    recent_before_… (from there back to history_days), last_year_… (recent_days, a year ago);
    spike_before_days and recent_before_days: how much of that time before the account was a
    customer already (int64).
    """
    bought = _bought(book, as_of=as_of)
    age = days_between(bought.bought_on, as_of)
    spike, recent, history = policy.order_spike_days, policy.recent_days, policy.history_days
    times = {
        "spike": age < spike,
        "recent": age < recent,
        "spike_before": (age >= spike) & (age < history),
        "recent_before": (age >= recent) & (age < history),
        "last_year": (age >= YEAR) & (age < YEAR + recent),
    }
    sums = {f"{name}_units": _sum(bought.units, inside) for name, inside in times.items()}
    counts = {f"{name}_count": _sum(inside.cast("int64")) for name, inside in times.items()}
    found = bought.group_by("account_id", "currency").agg(
        **sums, **counts, all_count=bought.count(), first_on=bought.bought_on.min()
    )
    known_days = ibis.least(days_between(found.first_on, as_of) + 1, history)
    return _of_main_currency(found).mutate(
        spike_before_days=ibis.greatest(known_days - spike, 0),
        recent_before_days=ibis.greatest(known_days - recent, 0),
    )


def _bought(book: Book, *, as_of: date) -> ir.Table:
    invoices, orders = book.invoices, book.orders
    is_invoice = (invoices.kind.fill_null("invoice") == "invoice") & (invoices.amount_units > 0)
    invoiced = invoices.filter(invoices.issued_on <= as_of, is_invoice)
    is_invoiced = (orders.invoiced_on <= as_of).fill_null(False)
    ordered = orders.filter(orders.placed_on <= as_of, ~is_invoiced, orders.amount_units > 0)
    return ibis.union(
        invoiced.select("account_id", "currency", bought_on="issued_on", units="amount_units"),
        ordered.select("account_id", "currency", bought_on="placed_on", units="amount_units"),
    )


def _of_main_currency(found: ir.Table) -> ir.Table:
    first = ibis.row_number().over(
        group_by="account_id", order_by=[found.all_count.desc(), found.currency.asc()]
    )
    ranked = found.mutate(place=first)
    return ranked.filter(ranked.place == 0).drop("place", "all_count")


def _sum(units: ir.IntegerColumn, inside: ir.BooleanValue | None = None) -> ir.IntegerScalar:
    return units.sum(where=inside).fill_null(0).cast("int64")
