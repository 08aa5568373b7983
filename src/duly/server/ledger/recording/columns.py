"""Which values go into which columns of the database, for rows of the book to be recorded?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from duly.book.schema import Column, Kind
from duly.server.ledger.stored import LINES, Stored

KEY, PK = "key", "pk"


@dataclass(frozen=True)
class Links:
    """For each table that is linked to, the numbers of its rows: columns `key` and `pk`."""

    tables: Mapping[str, ir.Table]

    def resolve(self, rows: ir.Table, stored: Stored) -> ir.Table:
        """The rows with `pk_NAME` beside each linked column NAME."""
        for name, target in stored.links.items():
            known = self.tables[target].rename({f"pk_{name}": PK, f"key_{name}": KEY})
            rows = rows.left_join(known, rows[name] == known[f"key_{name}"]).drop(f"key_{name}")
        return rows


def database_columns(rows: ir.Table, stored: Stored, links: Links) -> ir.Table:
    """The rows with the columns they have in the database, as both databases take them.

    Texts are never null there and days are ISO texts. Lines of statements stay apart.
    """
    rows = links.resolve(rows, stored)
    values = {_name(stored, column): _value(rows, stored, column) for column in stored.columns}
    state = {name: rows[name] for name in stored.state if name in rows.columns}
    lines = [
        c.field for c in stored.schema.columns if stored.name == "statements" and c.name in LINES
    ]
    return rows.select(**values, **state, **{name: rows[name] for name in lines})


def python_rows(
    batch: pa.RecordBatch, stored: Stored
) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """The names and values of the columns; lines of statements together as one JSON text."""
    columns = batch.to_pydict()
    if stored.name == "statements":
        lines = {name.removesuffix("_units"): columns.pop(name) for name in _line_fields(stored)}
        columns["lines"] = [_json(lines, at) for at in range(batch.num_rows)]
    return list(columns), zip(*columns.values(), strict=True)


def _line_fields(stored: Stored) -> list[str]:
    return [column.field for column in stored.schema.columns if column.name in LINES]


def _json(lines: dict[str, list[Any]], at: int) -> str:
    return json.dumps(
        {name: values[at] for name, values in lines.items() if values[at] is not None}
    )


def _name(stored: Stored, column: Column) -> str:
    name = stored.db_column(column)
    return f"{name}_id" if column.name in stored.links and not name.endswith("_id") else name


def _value(rows: ir.Table, stored: Stored, column: Column) -> ir.Value:
    if column.name in stored.links:
        return rows[f"pk_{column.name}"]
    value = rows[column.field]
    if column.kind is Kind.TEXT:
        return value.fill_null("")
    is_text = (
        stored.model._meta.get_field(stored.db_column(column)).get_internal_type() == "CharField"
    )
    return value.cast("string") if column.kind is Kind.DATE or is_text else value


def numbered(rows: ir.Table, base: int) -> ir.Table:
    """The keys of a table that is linked to, with the numbers its rows have or are given."""
    number = (rows.number + base).cast("int64")
    return rows.mutate(pk=ibis.ifelse(rows.number.notnull(), number, rows.held_pk))
