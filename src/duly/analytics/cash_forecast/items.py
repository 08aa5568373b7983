"""Which items can still bring cash, and how much of each?"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from duly.analytics.cash_forecast.horizon import Whole
from duly.analytics.foresight.panel import Texts, texts_of
from duly.analytics.open_items import days_between, open_items, unapplied_cash
from duly.book.tables import Book

_ORDER = ("due_on", "invoice_id")


@dataclass(frozen=True, slots=True)
class CashItems:
    """Open items above zero, ordered by account, with what of them can still come in.

    `past_due_days` is as_of - due_on. `units` is what is open less the account's open credit
    notes and unapplied cash in the same currency, which are taken off its oldest items first;
    `disputed_units` lies within it.
    """

    invoice_ids: Texts
    account_ids: Texts
    entities: Texts
    currencies: Texts
    past_due_days: Whole
    units: Whole
    disputed_units: Whole

    def __len__(self) -> int:
        return len(self.invoice_ids)

    def take(self, places: Whole) -> CashItems:
        """Some of the items, in the order of `places`."""
        return CashItems(*(getattr(self, field.name)[places] for field in fields(self)))


def cash_items(book: Book, *, as_of: date) -> CashItems:
    """The items of a day. What comes in of them adds up to what is open less what is credited."""
    found = book.engine.fetch(cash_table(book, as_of=as_of))
    rows = found.sort_by([("account_id", "ascending"), ("invoice_id", "ascending")])
    return CashItems(
        texts_of(rows["invoice_id"]),
        texts_of(rows["account_id"]),
        texts_of(rows["entity"]),
        texts_of(rows["currency"]),
        _numbers(rows, "past_due_days"),
        _numbers(rows, "units"),
        _numbers(rows, "disputed_units"),
    )


def cash_table(book: Book, *, as_of: date) -> ir.Table:
    """One row an open item above zero.

    Columns: invoice_id, account_id, entity, currency, past_due_days, units, disputed_units
    (int64; see `CashItems`).
    """
    items = open_items(book, as_of=as_of)
    owed = items.filter(items.open_units > 0)
    joined = owed.left_join(_credits(items, book, as_of=as_of), ["account_id", "currency"])
    kept = joined.drop("account_id_right", "currency_right")
    older = ibis.window(
        group_by=["account_id", "currency"], order_by=list(_ORDER), preceding=(None, 1)
    )
    before = kept.open_units.sum().over(older).fill_null(0)
    covered = (kept.credit_units.fill_null(0) - before).clip(0, kept.open_units)
    left = kept.mutate(units=(kept.open_units - covered).cast("int64"))
    return left.select(
        "invoice_id",
        "account_id",
        "entity",
        "currency",
        past_due_days=days_between(left.due_on, as_of),
        units=left.units,
        disputed_units=ibis.least(left.disputed_units, left.units).cast("int64"),
    )


def _credits(items: ir.Table, book: Book, *, as_of: date) -> ir.Table:
    """Columns: account_id, currency, credit_units: what the account has given or been given."""
    notes = items.filter(items.open_units < 0)
    cash = unapplied_cash(book, as_of=as_of)
    both = ibis.union(
        notes.select("account_id", "currency", units=-notes.open_units),
        cash.filter(cash.account_id.notnull()).select(
            "account_id", "currency", units="unapplied_units"
        ),
    )
    sums = both.group_by("account_id", "currency").agg(credit_units=both.units.sum())
    return sums.filter(sums.credit_units > 0)


def _numbers(rows: pa.Table, name: str) -> Whole:
    return np.asarray(rows.column(name).to_numpy(), dtype=np.int64)
