"""How do rows as they lie in the database become rows of the book?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from duly.book.schema import STATEMENTS, Column
from duly.book.tables import arrow_schema
from duly.server.ledger.reading.query import LINES_JSON, PK
from duly.server.ledger.stored import LINES, Stored


@dataclass(frozen=True, slots=True)
class Keys:
    """The numbers of a table's rows, ascending, beside the keys the book knows them by."""

    numbers: np.ndarray[tuple[int], np.dtype[np.int64]]
    names: pa.Array

    @classmethod
    def of(cls, numbers: pa.ChunkedArray, names: pa.ChunkedArray) -> Keys:
        return cls(numbers.to_numpy(), pa.chunked_array(names.chunks, pa.string()).combine_chunks())

    def named(self, links: pa.ChunkedArray) -> pa.Array:
        """The key of each linked row, null where nothing is linked.

        Raises LookupError for a link into rows that are not there: facts held for true at a
        moment refer to facts held for true then.
        """
        linked = links.cast(pa.int64())
        absent = linked.is_null().to_numpy()
        wanted = linked.fill_null(0).to_numpy()
        at = np.searchsorted(self.numbers, wanted)
        found = at < len(self.numbers)
        found[found] = self.numbers[at[found]] == wanted[found]
        if not (found | absent).all():
            lost = wanted[~(found | absent)][0]
            raise LookupError(f"row {lost} is referred to, but not known at that moment")
        return self.names.take(pa.array(at, mask=absent))


def as_in_book(stored: Stored, raw: pa.Table, keys: Mapping[str, Keys]) -> pa.Table:
    """The rows with the columns and types of the book."""
    wanted = arrow_schema(stored.schema)
    if not raw.num_rows:
        return wanted.empty_table()
    held = {c.field: _column(stored, c, raw.column(c.field), keys) for c in stored.columns}
    if stored.name == "statements":
        held |= _lines(raw.column(LINES_JSON))
    return pa.table([held[item.name].cast(item.type) for item in wanted], schema=wanted)


def numbers_of(raw: pa.Table) -> pa.ChunkedArray:
    return raw.column(PK).cast(pa.int64())


def _column(
    stored: Stored, column: Column, raw: pa.ChunkedArray, keys: Mapping[str, Keys]
) -> pa.ChunkedArray | pa.Array:
    if column.name in stored.links:
        return keys[stored.links[column.name]].named(raw)
    if pa.types.is_string(raw.type):
        return pc.if_else(pc.equal(raw, ""), pa.scalar(None, pa.string()), raw)
    if pa.types.is_floating(raw.type):
        return pc.if_else(pc.is_inf(raw), pa.scalar(None, raw.type), raw)
    return raw


def _lines(raw: pa.ChunkedArray) -> dict[str, pa.Array]:
    read = [json.loads(text) for text in raw.to_pylist()]
    together = (column for column in STATEMENTS.columns if column.name in LINES)
    return {
        column.field: pa.array([lines.get(column.name) for lines in read]) for column in together
    }
