"""Does every key stand for one row only?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.book.schema import TABLES, TableSchema
from duly.book.tables import Book
from duly.checks.check import Check, Finds


def _finds(schema: TableSchema) -> Finds:
    def find(book: Book, *, as_of: date) -> ir.Table:
        table = book.tables[schema.name]
        counts = table.group_by(*schema.key).agg(rows=table.count())
        parts = [counts[name].cast("string") for name in schema.key]
        repeated = counts.mutate(key=ibis.literal(" ").join(parts)).filter(counts.rows > 1)
        return repeated.select("key", observed=repeated.rows, expected=ibis.literal(1))

    return find


CHECKS = tuple(
    Check(
        f"{schema.name}_keys_unique",
        f"Does every key of {schema.name} stand for one row only?",
        schema.name,
        _finds(schema),
    )
    for schema in TABLES.values()
    if schema.key
)
