"""Do the texts of a book fit into the columns of the ledger, and what if they do not?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from duly.book.findings import BadInput, Finding, FindingCount
from duly.book.schema import Kind
from duly.book.tables import Book
from duly.server.ledger.models import Entity
from duly.server.ledger.stored import STORED, Stored

CUT = "text_cut"
# What `fields.plain` takes out: all control characters but tabs and line feeds.
_CONTROL = r"[\x00-\x08\x0B-\x1F\x7F\x{80}-\x{9F}]"


@dataclass(frozen=True)
class Notes:
    """What was cut, for the quality report."""

    findings: tuple[Finding, ...]
    counts: tuple[FindingCount, ...]


def fitted(book: Book) -> tuple[Book, Notes]:
    """The book with its texts as the ledger would keep them.

    Control characters go; a text longer than its column is cut and noted. Raises BadInput where a
    number or another identifier is too long: cut, it would name something else.
    """
    changed, found = {}, []
    for name in sorted(book.present | {"accounts"}):
        lengths = dict(_lengths(STORED[name]))
        table = _plain(book.tables[name], STORED[name])
        long = book.engine.fetch(table.agg(**_longer(table, lengths))).to_pylist()[0]
        found += [_note(name, field, count) for field, count in long.items() if count]
        _demand_whole_identifiers(name, found)
        changed[name] = book.engine.keep(_cut(table, lengths, long))
    counts = tuple(FindingCount(CUT, note.table, note.count, set_aside=False) for note in found)
    return book.with_tables(**changed), Notes(tuple(found), counts)


def _lengths(stored: Stored) -> Iterator[tuple[str, int]]:
    """The longest text of each column; a linked key is as long as where it stands."""
    for column in stored.columns:
        if column.kind is not Kind.TEXT:
            continue
        field: Any
        if column.name == "entity":
            field = Entity._meta.get_field("code")
        elif column.name in stored.links:
            linked = STORED[stored.links[column.name]]
            field = linked.model._meta.get_field(linked.schema.key[0])
        else:
            field = stored.model._meta.get_field(stored.db_column(column))
        if field.max_length:
            yield column.field, field.max_length


def _plain(table: ir.Table, stored: Stored) -> ir.Table:
    def clean(text: ir.StringValue) -> ir.Value:
        return ibis.ifelse(text.re_search(_CONTROL), text.re_replace(_CONTROL, ""), text).nullif("")

    texts = [column.field for column in stored.schema.columns if column.kind is Kind.TEXT]
    return table.mutate(**{name: clean(table[name]) for name in texts})


def _longer(table: ir.Table, lengths: dict[str, int]) -> dict[str, ir.Value]:
    return {
        name: (table[name].length() > most).sum().fill_null(0) for name, most in lengths.items()
    }


def _note(table: str, column: str, count: int) -> Finding:
    return Finding(CUT, table, set_aside=False, column=column, count=int(count))


def _demand_whole_identifiers(table: str, found: list[Finding]) -> None:
    stored = STORED[table]
    identifying = {*stored.schema.key, *stored.links} - {"entity"}
    for finding in found:
        if finding.table == table and finding.column in identifying:
            raise BadInput(
                f"{finding.count} texts in {table}.{finding.column} are too long for a number or "
                "name that identifies. Is this column what it is taken for?"
            )


def _cut(table: ir.Table, lengths: dict[str, int], long: dict[str, int]) -> ir.Table:
    cut = {name: table[name].left(lengths[name]) for name, count in long.items() if count}
    return table.mutate(**cut) if cut else table
