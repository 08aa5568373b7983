"""Which column of a file is which column of the book, and which are missing or unknown?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from duly.book.findings import BadInput, Finding
from duly.book.reading.sources import FOREIGN_HINT
from duly.book.schema import TableSchema


@dataclass(frozen=True, slots=True)
class Header:
    """`positions` gives the file's column (from 0) by name in the book."""

    positions: dict[str, int]
    unknown: tuple[str, ...]

    def findings(self, table: str, file: str) -> list[Finding]:
        """One note for every unknown column."""
        return [
            Finding("unknown_column", table, set_aside=False, file=file, column=name)
            for name in self.unknown
        ]


def match_header(
    cells: Sequence[str], schema: TableSchema, *, file: str, in_memory_names: bool = False
) -> Header:
    """Match by name, whatever the capitals. With `in_memory_names` (Parquet) money is `…_units`.

    Raises `BadInput` when a required column is missing or a column of the book is there twice.
    """
    wanted = {
        (column.field if in_memory_names else column.name): column for column in schema.columns
    }
    positions: dict[str, int] = {}
    unknown = []
    for index, cell in enumerate(cells):
        name = cell.strip().lower()
        if name not in wanted:
            unknown.append(cell.strip() or f"(column {index + 1})")
        elif name in positions:
            raise BadInput(f"{file} has the column {name} twice; keep one of them")
        else:
            positions[name] = index
    missing = [name for name, column in wanted.items() if column.required and name not in positions]
    if missing:
        raise BadInput(_missing(missing[0], cells, unknown, schema, file))
    return Header(positions, tuple(unknown))


def _missing(
    name: str, cells: Sequence[str], unknown: list[str], schema: TableSchema, file: str
) -> str:
    message = f"{file} has no column {name}, which {schema.name} need"
    if len(cells) == 1 and any(mark in cells[0] for mark in ";\t|"):
        return f"{message}: its cells are not separated by commas; {FOREIGN_HINT}"
    nearest = get_close_matches(name, unknown, n=1, cutoff=0.0) if unknown else []
    hint = f" (the nearest is {nearest[0]!r}; rename it if it is meant)" if nearest else ""
    return f"{message}{hint}; {FOREIGN_HINT}"
