"""Where do many rows wait until the transaction that records them begins?

In temporary tables, which only this connection sees: filling them keeps nobody waiting, and from
them the database copies rows by itself, in a fraction of the time it takes to hand them over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, connection

from duly.server.ledger.recording.bulk import Row, add_rows


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rows of one table that entered the waiting room together."""

    name: str
    table: str
    columns: Sequence[str]
    count: int


@dataclass(slots=True)
class WaitingRoom:
    """Rows that wait, table by table, in batches small enough to tell how far their entry is."""

    _batches: list[_Batch] = field(default_factory=list)

    def add(self, table: str, columns: Sequence[str], rows: Iterable[Row], count: int) -> None:
        """Let `count` rows wait for the table, with some of its columns."""
        batch = _Batch(f"waiting_{len(self._batches)}", table, columns, count)
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS {batch.name}")
            cursor.execute(
                f"CREATE TEMPORARY TABLE {batch.name} AS "
                f"SELECT {_named(columns)} FROM {table} WHERE 1 = 0"
            )
        self._batches.append(batch)
        add_rows(batch.name, columns, rows)

    def enter(self, table: str, given: Mapping[str, Any]) -> Iterator[int]:
        """Add the table's rows to it, each with the same values `given` besides; after every batch
        its number of rows."""
        for batch in self._batches:
            if batch.table == table:
                marks = "".join(", %s" for _ in given)
                statement = (
                    f"INSERT INTO {table} ({_named([*batch.columns, *given])}) "
                    f"SELECT {_named(batch.columns)}{marks} FROM {batch.name}"
                )
                with connection.cursor() as cursor:
                    cursor.execute(statement, list(given.values()))
                yield batch.count

    def clear(self) -> None:
        """Nobody waits any longer."""
        with connection.cursor() as cursor:
            for batch in self._batches:
                cursor.execute(f"DROP TABLE IF EXISTS {batch.name}")
        self._batches.clear()


@contextmanager
def waiting_room() -> Iterator[WaitingRoom]:
    """A waiting room that is empty again after the block."""
    room = WaitingRoom()
    try:
        yield room
    finally:
        # Only this connection knows of them: what cannot be dropped now goes with it.
        with suppress(DatabaseError):
            room.clear()


def _named(columns: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)
