"""Which accounts does the book speak of that its accounts do not list?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

import ibis
import ibis.expr.types as ir

from duly.book.engines import Engine
from duly.book.findings import Finding
from duly.book.reading.judging import Rule, report
from duly.book.reading.lookup import look_up
from duly.book.reading.quality import Quality
from duly.book.reading.rows import Rows
from duly.book.schema import TABLES


def note_unknown_accounts(
    listed: ir.Table, rows: Iterable[Rows], *, engine: Engine, quality: Quality
) -> None:
    """Note every row that names an account which is not listed; the row stays in the book."""
    known = listed.select("account_id", is_known=ibis.literal(True))
    rule = Rule(
        "unknown_account",
        "account_id",
        lambda t: t.account_id.notnull() & t.is_known.isnull(),
        sets_aside=False,
    )
    for named in rows:
        joined = look_up(named.table, known, "account_id")
        report(named.with_table(joined), [rule], engine=engine, quality=quality)


def note_mixed_currencies(invoices: Rows, *, engine: Engine, quality: Quality) -> None:
    """Note accounts invoiced in more than one currency: right for some, an error for others."""
    table = invoices.table
    spread = table.group_by("account_id").agg(first=table.currency.min(), last=table.currency.max())
    mixed = engine.fetch(spread.filter(spread["first"] != spread["last"]).order_by("account_id"))
    quality.add(
        Finding(
            "mixed_currencies",
            "invoices",
            set_aside=False,
            file=invoices.source.file,
            column="currency",
            value=account,
        )
        for account in mixed.column("account_id").to_pylist()
    )


def derived_accounts(listed: ir.Table | None, tables: Sequence[ir.Table]) -> ir.Table:
    """Accounts for everyone named in the other tables but not listed, with nothing but the id."""
    named = [t.select("account_id").filter(t.account_id.notnull()) for t in tables]
    everyone = reduce(lambda left, right: left.union(right), named).distinct()
    if listed is not None:
        everyone = everyone.anti_join(listed, "account_id")
    fields = {
        name: everyone.account_id if name == "account_id" else ibis.null(kind)
        for name, kind in TABLES["accounts"].fields.items()
    }
    return everyone.select(**fields)
