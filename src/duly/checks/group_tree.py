"""Does every group of accounts have a head?"""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir
import pyarrow as pa

from duly.book.reading.parents import circling
from duly.book.tables import Book
from duly.checks.check import Check


def _find(book: Book, *, as_of: date) -> ir.Table:
    accounts = book.accounts
    given = accounts.filter(accounts.parent_id.notnull()).select("account_id", "parent_id")
    rows = book.engine.fetch(given).to_pylist()
    parents = {row["account_id"]: row["parent_id"] for row in rows}
    circle = sorted(circling(parents))
    return book.engine.table(
        pa.table(
            {
                "key": pa.array(circle, pa.string()),
                "observed": pa.array([parents[account] for account in circle], pa.string()),
                "expected": pa.array(["another parent, or none"] * len(circle), pa.string()),
            }
        )
    )


CHECK = Check("group_tree", "Does every group of accounts have a head?", "accounts", _find)
