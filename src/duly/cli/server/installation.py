"""Is the installation that this environment names ready for a command?"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from duly.book.findings import BadInput


def ready(*, migrated: bool = True) -> None:
    """Let Django read its settings, and see that the database is there and up to date. Called
    before anything of the server is imported; raises BadInput with what to do."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duly.server.settings")
    with told():
        import django

        django.setup()
        if migrated and pending():
            raise BadInput("the database is not up to date: make a backup, then run `duly migrate`")


def pending() -> int:
    """How many migrations the database still lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def is_new() -> bool:
    """Whether the database holds no table yet."""
    from django.db import connection

    return not connection.introspection.table_names()


@contextmanager
def told() -> Iterator[None]:
    """What the server refuses, or cannot reach, becomes one message."""
    from django.core.exceptions import ImproperlyConfigured, PermissionDenied
    from django.db import DatabaseError

    try:
        yield
    except ImproperlyConfigured as error:
        raise BadInput(str(error)) from error
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0]
        raise BadInput(f"the database cannot be used: {reason}") from error
    except PermissionDenied as error:
        raise BadInput(f"this is not allowed: {error}") from error
    except Exception as error:
        sentence = _refusal(error)
        if sentence is None:
            raise
        raise BadInput(sentence) from error


_REFUSALS = {
    "user_exists": "there is a user with this name or address already",
    "user_not_valid": "this cannot be a user; look at: {fields}",
    "last_administrator": "this is the last administrator; make another one first",
    "approval_waiting": "a request about this waits for approval already",
}


def _refusal(error: Exception) -> str | None:
    """The sentence of something the server refused; None for any other error."""
    import sys

    refusals = sys.modules.get("duly.server.platform.refusals")
    if refusals is None or not isinstance(error, refusals.Refused):
        return None
    facts = {
        key: ", ".join(value) if isinstance(value, list) else value
        for key, value in error.facts.items()
    }
    return _REFUSALS.get(error.code, error.code.replace("_", " ")).format(**facts)
