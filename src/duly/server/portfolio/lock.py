"""Is a day being run already? One run at a time, whatever happens to the process that runs it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

# Any constant will do, as long as nothing else in the database takes this lock.
_RUN_LOCK = 0x64617921


class DayIsRunning(Exception):
    """Another process runs a day now; asking again later will do."""


@contextmanager
def one_run() -> Iterator[None]:
    """Hold the only run. The system lets go of it when the process dies, however it does.

    Raises DayIsRunning when somebody else holds it.
    """
    with _on_postgresql() if connection.vendor == "postgresql" else _beside_sqlite():
        yield


@contextmanager
def _beside_sqlite() -> Iterator[None]:
    """SQLite is a file of this machine, and so is the lock."""
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    with (home / "day.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DayIsRunning from None
        yield


@contextmanager
def _on_postgresql() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_RUN_LOCK])
        if not cursor.fetchone()[0]:
            raise DayIsRunning
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_RUN_LOCK])
