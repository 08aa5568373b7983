"""How do several queries bring Arrow columns out of the database as it stood at one moment?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
from django.db import connection
from psycopg.conninfo import make_conninfo

from duly.server.ledger.reading.sqlite_process import read_sqlite


def read_together(queries: Mapping[str, str]) -> Iterator[tuple[str, pa.Table]]:
    """The rows of one query after the other, all from one snapshot of what is committed.

    Read them to the end.
    """
    if connection.vendor == "sqlite":
        return read_sqlite(str(connection.settings_dict["NAME"]), queries)
    return _read_postgresql(queries)


def _read_postgresql(queries: Mapping[str, str]) -> Iterator[tuple[str, pa.Table]]:
    import adbc_driver_postgresql.dbapi as postgresql

    with postgresql.connect(_address(), autocommit=False) as opened, opened.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SET LOCAL TIME ZONE 'UTC'")
        for name, query in queries.items():
            yield name, _fetch(cursor, query)


def _address() -> str:
    """Where Django's own connection leads: the driver has other defaults, of the socket's folder
    for one."""
    connection.ensure_connection()
    given: dict[str, Any] = connection.get_connection_params()
    kept = {key: given[key] for key in ("dbname", "user", "password") if given.get(key)}
    info = connection.connection.info
    return make_conninfo("", **{"host": info.host, "port": info.port, **kept})


def _fetch(cursor: Any, query: str) -> pa.Table:
    cursor.execute(query)
    return cursor.fetch_arrow_table()
