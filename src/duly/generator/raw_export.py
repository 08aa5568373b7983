"""How would the same receivables look as the export of somebody else's ledger tool?"""

from __future__ import annotations

from pathlib import Path

from duly.generator.dialects import DIALECTS
from duly.generator.ledger_lines import Tables, ledger


def raw_export(book: Path | Tables, path: Path, *, dialect: str) -> None:
    """Write the invoices of a book as a foreign-looking CSV file.

    `book` is a book folder or its Arrow tables. Dialects: `english_ledger` (every invoice with
    paid date and open amount), `german_opos` (open items, cp1252), `french_balance` (open items,
    the customer once above its lines). Raises ValueError on another name, BadInput on a book
    that lacks a table. The file appears whole or not at all.
    """
    if dialect not in DIALECTS:
        raise ValueError(f"unknown dialect {dialect!r}: choose one of {', '.join(DIALECTS)}")
    encoding, lines = DIALECTS[dialect](ledger(book))
    text = "".join(f"{line}\r\n" for line in lines)
    draft = path.with_name(f".{path.name}.unfinished")
    draft.write_bytes(text.encode(encoding))
    draft.replace(path)
