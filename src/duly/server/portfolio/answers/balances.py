"""What is open, by account, company of ours, currency and bucket?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from duly.analytics.ageing import bucket_no_of
from duly.analytics.open_items import days_between, unapplied_cash
from duly.server.portfolio.answers.look import Facts, Look

CREDITS = -1


def balances(look: Look) -> list[Facts]:
    """Rows of account_id, entity, currency, bucket (CREDITS for open credit notes), is_overdue,
    count, open_units, disputed_units: every open item is in one of them."""
    items = look.assessment.work.items
    is_by_due_day = look.policy.ageing.basis == "due"
    days = items.days_past_due if is_by_due_day else days_between(items.issued_on, look.as_of)
    is_credit = items.open_units < 0
    bucket = ibis.ifelse(is_credit, CREDITS, bucket_no_of(days, look.policy.ageing))
    placed = items.mutate(
        bucket=bucket.cast("int64"), is_overdue=~is_credit & (items.days_past_due > 0)
    )
    keys = ("account_id", "entity", "currency", "bucket", "is_overdue")
    rows = look.rows(placed.group_by(*keys).agg(**_sums(placed)))
    for row in rows:
        row["entity"] = row["entity"] or ""
    return rows


def cells(look: Look) -> list[Facts]:
    """The columns of AgeingCell: every open item is in one of them."""
    items = _with_portfolio(look)
    cell = items.mutate(is_credit=items.open_units < 0)
    keys = ("entity", "portfolio", "currency", "due_on", "is_credit")
    rows = look.rows(cell.group_by(*keys).agg(**_sums(cell)))
    return [
        {
            **{key: row[key] for key in keys},
            "entity": row["entity"] or "",
            "portfolio": row["portfolio"] or "",
            "open_units": row["open_units"],
            "disputed_units": row["disputed_units"],
            "items": row["count"],
        }
        for row in rows
    ]


def exposures(look: Look) -> list[Facts]:
    """The core's exposure by account and currency; see `analytics.exposure`."""
    return look.rows(look.assessment.work.exposure)


def unidentified_cash(look: Look) -> dict[str, int]:
    """Money received of which nobody knows who sent it, by currency."""
    cash = unapplied_cash(look.book, as_of=look.as_of)
    strange = cash.filter(cash.account_id.isnull())
    rows = look.rows(strange.group_by("currency").agg(units=strange.unapplied_units.sum()))
    return {row["currency"]: row["units"] for row in rows}


def by_account(rows: Iterable[Facts]) -> dict[str, list[Facts]]:
    """The rows of each account, in their order."""
    found: dict[str, list[Facts]] = {}
    for row in rows:
        found.setdefault(row["account_id"], []).append(row)
    return found


def invoices_in(rows: Iterable[Facts]) -> Iterator[Facts]:
    """Those of open invoices: credit notes stand apart."""
    return (row for row in rows if row["bucket"] != CREDITS)


def _sums(table: ir.Table) -> dict[str, ir.Value]:
    return {
        "count": table.count(),
        "open_units": table.open_units.sum().cast("int64"),
        "disputed_units": table.disputed_units.sum().cast("int64"),
    }


def _with_portfolio(look: Look) -> ir.Table:
    items = look.assessment.work.items
    if not any(look.portfolios.values()):
        return items.mutate(portfolio=ibis.literal(""))
    columns = {
        "master_id": pa.array(list(look.portfolios), pa.string()),
        "portfolio": pa.array(list(look.portfolios.values()), pa.string()),
    }
    dealt = look.book.engine.table(pa.table(columns))
    return items.left_join(dealt, items.account_id == dealt.master_id).drop("master_id")
