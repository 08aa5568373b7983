"""What does another table say under the same key?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir


def look_up(rows: ir.Table, other: ir.Table, key: str) -> ir.Table:
    """Every row once, with the columns of `other`, or nulls; `key` must be unique in `other`."""
    joined = rows.left_join(other, key)
    return joined.drop(f"{key}_right")
