"""What stands for the tables that a book does not have?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from duly.book.engines import Engine
from duly.book.schema import TABLES


def absent_tables(present: set[str], engine: Engine) -> dict[str, ir.Table]:
    """The other tables of the contract, empty. Expressions only: to hold each costs a query."""
    seed = engine.table(pa.table({"nothing": pa.array([], pa.int64())}))
    return {
        name: seed.select(**{field: ibis.null(kind) for field, kind in schema.fields.items()})
        for name, schema in TABLES.items()
        if name not in present
    }
