"""By what can the portfolio be split, and which column says so?"""

from __future__ import annotations

from enum import StrEnum

import ibis
import ibis.expr.types as ir

from duly.analytics.groups import roots_of_accounts
from duly.book.tables import Book


class Dimension(StrEnum):
    """A way to split the portfolio. Every split is per currency as well, so that nothing adds
    across currencies; `total` and `currency` therefore add no column of their own."""

    TOTAL = "total"
    ACCOUNT = "account"
    GROUP = "group"
    ENTITY = "entity"
    SEGMENT = "segment"
    SECTOR = "sector"
    COUNTRY = "country"
    CURRENCY = "currency"


By = tuple[Dimension, ...]

_COLUMNS = {
    Dimension.ACCOUNT: "account_id",
    Dimension.GROUP: "group_id",
    Dimension.ENTITY: "entity",
    Dimension.SEGMENT: "segment",
    Dimension.SECTOR: "sector",
    Dimension.COUNTRY: "country",
}

_OF_ACCOUNT = (Dimension.SEGMENT, Dimension.SECTOR, Dimension.COUNTRY)


def columns_of(by: By) -> tuple[str, ...]:
    """The columns a split adds, in its order, each once: (account, currency) -> ("account_id",)."""
    return tuple(dict.fromkeys(_COLUMNS[each] for each in by if each in _COLUMNS))


def with_dimensions(table: ir.Table, book: Book, by: By) -> ir.Table:
    """Add the columns of the split to a table with `account_id`; no row is lost or doubled.

    What an account's master data do not say is null: a row may have no account (cash from an
    unidentified payer), and facts without `entity` (payments, promises) have none. An account
    without master data is a group of its own.
    """
    wanted = [each.value for each in _OF_ACCOUNT if each in by]
    if wanted:
        table = _with_master_data(table, book, wanted)
    if Dimension.GROUP in by:
        table = _with_group(table, book)
    if Dimension.ENTITY in by and "entity" not in table.columns:
        table = table.mutate(entity=ibis.null("string"))
    return table


def _with_master_data(table: ir.Table, book: Book, wanted: list[str]) -> ir.Table:
    accounts = book.accounts.select(*wanted, master_id="account_id")
    return table.left_join(accounts, table.account_id == accounts.master_id).drop("master_id")


def _with_group(table: ir.Table, book: Book) -> ir.Table:
    roots = roots_of_accounts(book).rename(master_id="account_id")
    joined = table.left_join(roots, table.account_id == roots.master_id).drop("master_id")
    return joined.mutate(group_id=joined.group_id.fill_null(joined.account_id))
