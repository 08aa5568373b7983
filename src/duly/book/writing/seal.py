"""Was this Parquet table checked when it was written, and did it stay with its book since?

A book written by Duly was checked on its way in. Its tables carry a seal in their Parquet
metadata, so that reading them again costs nothing. The seal is no protection against fraud: it
tells apart what was replaced or changed by other tools without meaning harm.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

FORMAT = "1"
"""Version of the book's form on disk; tables of another version are checked anew."""

_KEY = b"duly.checked"

Measured = tuple[int, Mapping[str | None, int]]
"""Rows, and units by currency."""


@dataclass(frozen=True, slots=True)
class Seal:
    """Rows and money (units by currency) of a table, and the mark that all its book shares."""

    table: str
    rows: int
    money: Mapping[str | None, int]
    book: str
    format: str = FORMAT

    def metadata(self) -> dict[bytes, bytes]:
        """As key and value of Parquet metadata."""
        # Pairs, because JSON would turn a key of None into text.
        content = asdict(self) | {"money": sorted(self.money.items(), key=str)}
        return {_KEY: json.dumps(content).encode()}


def read_seal(metadata: Mapping[bytes, bytes] | None) -> Seal | None:
    """The seal in a file's metadata; None if there is none, or none that can be understood."""
    try:
        content = json.loads((metadata or {})[_KEY])
        seal = Seal(**content | {"money": dict(content["money"])})
    except (KeyError, TypeError, ValueError):
        return None
    return seal if seal.format == FORMAT else None


def mark_of(measured: Mapping[str, Measured]) -> str:
    """The mark of a book, from rows and money of all its tables."""
    content = [
        (table, rows, sorted(money.items(), key=str))
        for table, (rows, money) in sorted(measured.items())
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()
