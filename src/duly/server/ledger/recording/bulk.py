"""How are many rows added, withdrawn or restated in the transaction that is open?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model

from duly.server.ledger.models import Import
from duly.server.ledger.stored import Stored

Row = Sequence[Any]
_AT_ONCE = 5_000
_MANY = 50_000
# In KiB, as SQLite wants it.
_ROOMY = -131_072
_INDEXES = """
SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql IS NOT NULL
"""


@contextmanager
def room_for_indexes() -> Iterator[None]:
    """Inside the block SQLite keeps more of the file at hand: indexes are written all over it, and
    nobody else can write until they are. PostgreSQL sees to that by itself."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA cache_size")
        (usual,) = cursor.fetchone()
        cursor.execute(f"PRAGMA cache_size={_ROOMY}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size={usual}")


def check_links() -> None:
    """Let PostgreSQL look now whether every row's links lead somewhere, and not at the end of the
    transaction, when others wait to write to the log."""
    if connection.vendor == "postgresql":
        connection.check_constraints()


def add_rows(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Add rows: by COPY to PostgreSQL, by one prepared statement to SQLite."""
    names = ", ".join(f'"{name}"' for name in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        for chunk in _chunks(rows):
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", chunk)


@contextmanager
def indexed_afterwards(table: str, *, adding: int, holding: int) -> Iterator[None]:
    """Rows added inside the block are indexed at its end, where that is much faster.

    On SQLite only, where it belongs to the transaction and nobody waits who did not wait already;
    PostgreSQL would shut out readers as well.
    """
    if connection.vendor != "sqlite" or adding < max(_MANY, holding):
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_INDEXES, [table])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for _, statement in indexes:
            cursor.execute(statement)


def change_rows(table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Set the columns of rows; each row ends with its number."""
    given = ", ".join(f'"{name}" = %s' for name in columns)
    with connection.cursor() as cursor:
        for chunk in _chunks(rows):
            cursor.executemany(f"UPDATE {table} SET {given} WHERE id = %s", chunk)


def withdraw_rows(stored: Stored, numbers: Iterable[int], by: Import, at: datetime) -> int:
    """Withdraw rows that hold; a row that no longer did would be a mistake of ours."""
    count = 0
    for chunk in _chunks(numbers):
        rows = stored.model._default_manager.filter(pk__in=chunk, withdrawn_at__isnull=True)
        changed = rows.update(withdrawn_at=at, withdrawn_by=by)
        if changed != len(chunk):
            raise RuntimeError(f"{stored.name}: {len(chunk) - changed} rows no longer held")
        count += changed
    return count


def moment_text(moment: datetime) -> str:
    """A moment as both databases take it as a text, and as Django reads it back."""
    plain = moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return plain if connection.vendor == "sqlite" else f"{plain}+00"


def last_number(model: type[Model]) -> int:
    """The highest number a row was ever given; nobody else may add rows meanwhile."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            (sequence,) = cursor.fetchone()
            cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def numbers_given(model: type[Model], last: int) -> None:
    """Rows up to this number were added with numbers of our own; SQLite notices by itself."""
    if connection.vendor == "postgresql" and last > 0:
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, last])


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    left = iter(rows)
    while chunk := list(islice(left, _AT_ONCE)):
        yield chunk
