"""Does the database know how many rows it holds, right after many were added?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Model


def refresh_statistics(models: Iterable[type[Model]]) -> None:
    """Let PostgreSQL count the tables now; its own round may be minutes away, or switched off, and
    until then it takes a list of a million rows for one of a hundred.

    SQLite takes the indexes as they are meant, and is not asked.
    """
    if connection.vendor != "postgresql":
        return
    names = ", ".join(f'"{model._meta.db_table}"' for model in models)
    if names:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {names}")
