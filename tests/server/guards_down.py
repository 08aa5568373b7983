"""How are tables emptied between tests that commit, though triggers forbid exactly that?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import TransactionTestCase

_SQLITE = "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'"
_POSTGRESQL = """
SELECT tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal
"""
_MODES = {"A": "ENABLE ALWAYS", "O": "ENABLE", "R": "ENABLE REPLICA", "D": "DISABLE"}


@contextmanager
def guards_down() -> Iterator[None]:
    """Without any of our triggers inside the block; with the same ones after it."""
    is_sqlite = connection.vendor == "sqlite"
    found = _rows(_SQLITE if is_sqlite else _POSTGRESQL)
    for table, name, _ in found:
        _run(f"DROP TRIGGER {name}" if is_sqlite else f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    try:
        yield
    finally:
        for table, name, kept in found:
            _run(kept if is_sqlite else f"ALTER TABLE {table} {_MODES[kept]} TRIGGER {name}")


def empty_with_guards_down() -> None:
    """From now on, after a test that commits, tables are emptied though triggers forbid it."""
    emptied = TransactionTestCase._fixture_teardown

    def without_guards(case: TransactionTestCase) -> None:
        with guards_down():
            emptied(case)

    TransactionTestCase._fixture_teardown = without_guards


def _rows(query: str) -> list[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
