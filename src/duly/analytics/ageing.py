"""How old is what customers owe, and whose is it?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.dimensions import By, Dimension, columns_of, with_dimensions
from duly.analytics.open_items import days_between, open_items, unapplied_cash
from duly.book.policy.ageing import AgeingPolicy
from duly.book.tables import Book

__all__ = ["CREDITS", "UNAPPLIED", "Dimension", "ageing", "ageing_wide", "bucket_of"]

CREDITS = "credits"
UNAPPLIED = "unapplied"


def ageing(book: Book, *, as_of: date, policy: AgeingPolicy, by: By = ()) -> ir.Table:
    """What was open at the end of `as_of`, sorted into the policy's buckets; always per currency.

    Columns: those of `by` (`columns_of`), currency, bucket_no (int64), bucket (text), items
    (int64), open_units, disputed_units (of which disputed, int64). One row a bucket that holds
    anything. Apart from the aged buckets stand `credits` (open credit notes and items allocated
    beyond their amount) and `unapplied` (payments not allocated, as negative units; `items`
    counts payments; no account where the payer is unknown).

    Ties to the last unit: all buckets but `unapplied` add up to the open items, all of them to
    the net balance. Source: handbook 01 section 2.
    """
    items = _numbered_items(book, as_of=as_of, policy=policy)
    cash = _numbered_cash(book, as_of=as_of, policy=policy)
    numbered = _summed(items, book, by).union(_summed(cash, book, by))
    named = numbered.mutate(bucket=_name_of(numbered.bucket_no, policy))
    return named.relocate("bucket", after="bucket_no")


def ageing_wide(book: Book, *, as_of: date, policy: AgeingPolicy, by: By = ()) -> ir.Table:
    """The ageing for people: one row a key and currency, one column a bucket.

    Columns: those of `by`, currency, one of int64 units for each bucket, named as the bucket is
    (`current`, `1-30`, …, `credits`, `unapplied`; 0 where empty), open_units (all but
    `unapplied`), disputed_units, balance_units (all of them).
    """
    long = ageing(book, as_of=as_of, policy=policy, by=by)
    units = {
        name: _total(long.open_units, long.bucket_no == number)
        for number, name in enumerate(bucket_names(policy))
    }
    return long.group_by(*columns_of(by), "currency").agg(
        **units,
        open_units=_total(long.open_units, long.bucket != UNAPPLIED),
        disputed_units=long.disputed_units.sum().cast("int64"),
        balance_units=long.open_units.sum().cast("int64"),
    )


def bucket_of(days: ir.IntegerValue, policy: AgeingPolicy) -> ir.StringValue:
    """The name of the bucket for whole days past due (or since issue): 0 is `current`."""
    return _name_of(bucket_no_of(days, policy), policy)


def bucket_no_of(days: ir.IntegerValue, policy: AgeingPolicy) -> ir.IntegerValue:
    """The number of the bucket, 0 for `current`. Edges belong to the bucket they end."""
    ends = (0, *policy.edges)
    branches = [(days <= end, ibis.literal(number, "int64")) for number, end in enumerate(ends)]
    return ibis.cases(*branches, else_=ibis.literal(len(ends), "int64"))


def bucket_names(policy: AgeingPolicy) -> tuple[str, ...]:
    """Every bucket by number: the aged ones, then `credits`, then `unapplied`."""
    return (*policy.buckets, CREDITS, UNAPPLIED)


def _numbered_items(book: Book, *, as_of: date, policy: AgeingPolicy) -> ir.Table:
    items = open_items(book, as_of=as_of)
    is_by_due_date = policy.basis == "due"
    days = items.days_past_due if is_by_due_date else days_between(items.issued_on, as_of)
    credits_no = bucket_names(policy).index(CREDITS)
    number = ibis.ifelse(items.open_units < 0, credits_no, bucket_no_of(days, policy))
    columns = ("account_id", "entity", "currency", "open_units", "disputed_units")
    return items.select(*columns, bucket_no=number.cast("int64"))


def _numbered_cash(book: Book, *, as_of: date, policy: AgeingPolicy) -> ir.Table:
    cash = unapplied_cash(book, as_of=as_of)
    return cash.select(
        "account_id",
        "currency",
        entity=ibis.null("string"),
        open_units=-cash.unapplied_units,
        disputed_units=ibis.literal(0, "int64"),
        bucket_no=ibis.literal(bucket_names(policy).index(UNAPPLIED), "int64"),
    )


def _summed(numbered: ir.Table, book: Book, by: By) -> ir.Table:
    table = with_dimensions(numbered, book, by)
    return table.group_by(*columns_of(by), "currency", "bucket_no").agg(
        items=table.count(),
        open_units=table.open_units.sum().cast("int64"),
        disputed_units=table.disputed_units.sum().cast("int64"),
    )


def _name_of(number: ir.IntegerValue, policy: AgeingPolicy) -> ir.StringValue:
    return number.cases(*enumerate(bucket_names(policy)))


def _total(units: ir.IntegerColumn, where: ir.BooleanValue) -> ir.IntegerScalar:
    return units.sum(where=where).fill_null(0).cast("int64")
