"""How much would be at stake if an account failed tonight?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.groups import group_roots
from duly.analytics.open_items import open_items, unapplied_cash
from duly.book.policy.exposure import ExposurePolicy
from duly.book.tables import Book

SUMS = (
    "open_invoices_units",
    "open_credits_units",
    "disputed_units",
    "overdue_units",
    "disputed_overdue_units",
    "unbilled_units",
    "open_orders_units",
    "unapplied_units",
)


def exposure(
    book: Book, *, as_of: date, policy: ExposurePolicy, items: ir.Table | None = None
) -> ir.Table:
    """One row an account and currency that owes, is owed or has ordered anything.

    exposure = open invoices + unbilled deliveries + open orders - undisputed credit notes -
    unapplied cash; disputed items stay in. Source: handbook 04 section 2. `items` are the open
    items of the day, if they are at hand already.

    Columns: account_id, currency, the sums of `SUMS` (int64; credits and unapplied cash as
    positive amounts that reduce), oldest_due_on (of the open invoices), oldest_overdue_days (of
    items not wholly disputed; null where nothing is overdue), exposure_units. Cash of unknown
    payers reduces nobody's exposure.
    """
    open_now = open_items(book, as_of=as_of) if items is None else items
    sums = [_of_items(open_now), _of_orders(book, as_of=as_of), _of_cash(book, as_of=as_of)]
    together = ibis.union(*sums, distinct=False)
    added = {name: together[name].sum().cast("int64") for name in SUMS}
    table = together.group_by("account_id", "currency").agg(
        **added,
        oldest_due_on=together.oldest_due_on.min(),
        oldest_overdue_days=together.oldest_overdue_days.max(),
    )
    return table.mutate(exposure_units=_exposure(table, policy))


def group_exposure(exposures: ir.Table, book: Book) -> ir.Table:
    """The exposure of each group of companies: the parent's and all its children's.

    `exposures` is the table of `exposure`. Columns: group_id, currency, accounts (how many),
    exposure_units. Source: handbook 04 section 2.
    """
    joined = exposures.join(group_roots(book), "account_id")
    return joined.group_by("group_id", "currency").agg(
        accounts=joined.account_id.nunique().cast("int64"),
        exposure_units=joined.exposure_units.sum().cast("int64"),
    )


def _exposure(table: ir.Table, policy: ExposurePolicy) -> ir.IntegerValue:
    total = table.open_invoices_units
    if policy.unbilled:
        total = total + table.unbilled_units
    if policy.open_orders:
        total = total + table.open_orders_units
    if policy.less_credit_notes:
        total = total - table.open_credits_units
    if policy.less_unapplied_cash:
        total = total - table.unapplied_units
    return total.cast("int64")


def _of_items(items: ir.Table) -> ir.Table:
    is_owed = items.open_units > 0
    is_overdue = is_owed & (items.days_past_due > 0)
    is_clean = items.disputed_units < items.open_units
    return items.group_by("account_id", "currency").agg(
        **_sums(
            open_invoices_units=items.open_units.sum(where=is_owed),
            open_credits_units=-items.open_units.sum(where=~is_owed),
            disputed_units=items.disputed_units.sum(),
            overdue_units=items.open_units.sum(where=is_overdue),
            disputed_overdue_units=items.disputed_units.sum(where=is_overdue),
        ),
        oldest_due_on=items.due_on.min(where=is_owed),
        oldest_overdue_days=items.days_past_due.max(where=is_overdue & is_clean),
    )


def _of_orders(book: Book, *, as_of: date) -> ir.Table:
    """Shipped and not yet invoiced is unbilled; not yet shipped is an open order."""
    placed = book.orders.filter(book.orders.placed_on <= as_of)
    is_invoiced = (placed.invoiced_on <= as_of).fill_null(False)
    is_shipped = (placed.shipped_on <= as_of).fill_null(False)
    return (
        placed.filter(~is_invoiced)
        .group_by("account_id", "currency")
        .agg(
            **_sums(
                unbilled_units=placed.amount_units.sum(where=is_shipped),
                open_orders_units=placed.amount_units.sum(where=~is_shipped),
            ),
            oldest_due_on=ibis.null("date"),
            oldest_overdue_days=ibis.null("int64"),
        )
    )


def _of_cash(book: Book, *, as_of: date) -> ir.Table:
    cash = unapplied_cash(book, as_of=as_of)
    named = cash.filter(cash.account_id.notnull())
    return named.group_by("account_id", "currency").agg(
        **_sums(unapplied_units=named.unapplied_units.sum()),
        oldest_due_on=ibis.null("date"),
        oldest_overdue_days=ibis.null("int64"),
    )


def _sums(**known: ir.IntegerValue) -> dict[str, ir.IntegerValue]:
    """Every column of SUMS, zero where this source says nothing about it."""
    nothing = ibis.literal(0).cast("int64")
    return {name: known.get(name, nothing).fill_null(0).cast("int64") for name in SUMS}
