"""A book: every receivables table at hand, in one engine, whether the source had it or not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pyarrow as pa

from duly.book.engines import Engine
from duly.book.schema import TABLES, TableSchema

if TYPE_CHECKING:
    import ibis.expr.types as ir

_ARROW = {
    "string": pa.string(),
    "date": pa.date32(),
    "int64": pa.int64(),
    "float64": pa.float64(),
}


def arrow_schema(schema: TableSchema) -> pa.Schema:
    """The Arrow types of a table of the book, in the order of the contract."""
    return pa.schema([(name, _ARROW[kind]) for name, kind in schema.fields.items()])


@dataclass(frozen=True)
class Book:
    """The tables of BOOK.md as Ibis tables. A table the source lacks is there, and empty.

    `present` names the tables the source really had, so that "no payments known" can be told
    from "nobody paid".
    """

    engine: Engine
    tables: Mapping[str, ir.Table]
    present: frozenset[str]

    @property
    def accounts(self) -> ir.Table:
        return self.tables["accounts"]

    @property
    def invoices(self) -> ir.Table:
        return self.tables["invoices"]

    @property
    def payments(self) -> ir.Table:
        return self.tables["payments"]

    @property
    def allocations(self) -> ir.Table:
        return self.tables["allocations"]

    @property
    def disputes(self) -> ir.Table:
        return self.tables["disputes"]

    @property
    def promises(self) -> ir.Table:
        return self.tables["promises"]

    @property
    def orders(self) -> ir.Table:
        return self.tables["orders"]

    @property
    def statements(self) -> ir.Table:
        return self.tables["statements"]

    @property
    def reports(self) -> ir.Table:
        return self.tables["reports"]

    @property
    def cover(self) -> ir.Table:
        return self.tables["cover"]

    @property
    def rates(self) -> ir.Table:
        return self.tables["rates"]

    def with_tables(self, **changed: ir.Table) -> Book:
        """The same book with some tables replaced; what-ifs and as-of views are made so."""
        return replace(self, tables={**self.tables, **changed})


def book_from_arrow(engine: Engine, tables: Mapping[str, pa.Table]) -> Book:
    """A book from Arrow tables whose columns are those of the contract (others are refused).

    Missing optional columns are filled with nulls; a missing table is empty.
    """
    held = {
        name: engine.table(_conform(tables[name], schema) if name in tables else _empty(schema))
        for name, schema in TABLES.items()
    }
    return Book(engine, held, frozenset(tables))


def _conform(table: pa.Table, schema: TableSchema) -> pa.Table:
    wanted = arrow_schema(schema)
    unknown = set(table.column_names) - set(wanted.names)
    if unknown:
        raise ValueError(f"{schema.name}: not columns of the book: {sorted(unknown)}")
    columns = [
        table.column(item.name).cast(item.type)
        if item.name in table.column_names
        else pa.nulls(table.num_rows, item.type)
        for item in wanted
    ]
    return pa.table(columns, schema=wanted)


def _empty(schema: TableSchema) -> pa.Table:
    return arrow_schema(schema).empty_table()
