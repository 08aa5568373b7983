"""The rows of one table on their way into the book, with what is needed to say where they stood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import ibis.expr.types as ir

from duly.book.reading.sources import Source
from duly.book.schema import Column, TableSchema

ROW = "row"
PART = "part"


@dataclass(frozen=True, slots=True)
class Rows:
    """`table` has the column `row` (the number in the file), and `part` (the file's name) where a
    table lies in several files. `given` are the names, in the book, of the columns it has.

    `is_tidy` when no text needs cleaning. As read, cells of text are called `text_NAME`, typed
    ones `typed_NAME`; once parsed, columns are called as in memory.
    """

    source: Source
    schema: TableSchema
    table: ir.Table
    given: frozenset[str]
    is_text: bool
    is_tidy: bool = False

    def with_table(self, table: ir.Table) -> Rows:
        return replace(self, table=table)

    @property
    def name(self) -> str:
        return self.schema.name

    @property
    def columns(self) -> Iterable[Column]:
        """The columns of the contract that the source has."""
        return (column for column in self.schema.columns if column.name in self.given)

    @property
    def money(self) -> str | None:
        """The column that the money totals of the table count."""
        counted = [name for name in ("amount_units", "limit_units") if name in self.table.columns]
        return counted[0] if counted else None

    @property
    def place(self) -> list[str]:
        """The columns that identify a row by where it stood."""
        return [PART, ROW] if PART in self.table.columns else [ROW]

    def accepted(self) -> ir.Table:
        """The columns of the contract only."""
        return self.table.select(*self.schema.fields)
