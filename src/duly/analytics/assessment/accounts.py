"""Which accounts are there, and in which currency is each of them looked at?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.conversion import converted
from duly.analytics.groups import group_roots
from duly.analytics.open_items import days_between
from duly.book.tables import Book

MOST_TERMS_DAYS = 365


def account_list(book: Book, *, as_of: date) -> ir.Table:
    """One row an account of the book, with or without master data.

    An account's own currency is the one of its master data, else the one most of its invoices
    are in (ties by the alphabet). Its terms are those of its master data, else the average of
    due_on - issued_on of its invoices, to the day.

    Columns: account_id, name, country, currency, segment, sector, group_id, terms_days,
    current_limit_units, known_since (the earlier of created_on and the first invoice).
    """
    issued = book.invoices.filter(book.invoices.issued_on <= as_of)
    seen = _seen(issued)
    named = book.accounts.join(group_roots(book), "account_id", how="right")
    named = named.mutate(account_id=named.account_id_right).drop("account_id_right")
    joined = named.left_join(seen, "account_id")
    return joined.select(
        "account_id",
        "name",
        "country",
        "segment",
        "sector",
        "group_id",
        currency=ibis.coalesce(joined.currency, joined.most_used),
        terms_days=ibis.coalesce(joined.terms_days, joined.usual_terms).cast("int64"),
        current_limit_units=joined.credit_limit_units,
        known_since=_earlier(joined.created_on, joined.first_on),
    )


def in_own_currency(
    table: ir.Table, accounts: ir.Table, rates: ir.Table | None, *columns: str
) -> ir.Table:
    """Money columns of a table with account_id and currency, in each account's own currency.

    Adds own_currency and has_rate; without a rate the amounts are null.
    """
    own = accounts.select("account_id", own_currency="currency")
    joined = table.join(own, "account_id")
    return converted(joined, *columns, rates=rates, to="own_currency")


def _seen(issued: ir.Table) -> ir.Table:
    """By account: the most used currency, the usual terms, the first invoice's day."""
    by_currency = issued.group_by("account_id", "currency").agg(
        times=issued.count(),
        first_on=issued.issued_on.min(),
        terms=days_between(issued.issued_on, issued.due_on).clip(0, MOST_TERMS_DAYS).sum(),
    )
    order = [by_currency.times.desc(), by_currency.currency]
    window = ibis.window(group_by="account_id", order_by=order)
    placed = by_currency.mutate(place=ibis.row_number().over(window))
    return placed.group_by("account_id").agg(
        most_used=placed.currency.max(where=placed.place == 0),
        first_on=placed.first_on.min(),
        usual_terms=(placed.terms.sum() / placed.times.sum()).round(),
    )


def _earlier(created: ir.DateValue, first: ir.DateValue) -> ir.DateValue:
    is_created_first = created.notnull() & (first.isnull() | (created < first))
    return ibis.ifelse(is_created_first, created, first)
