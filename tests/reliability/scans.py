"""R18: which query reads a whole table of the ledger? Asked of SQLite's own plan of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import connection

LARGE = ("ledger_invoice", "ledger_allocation", "ledger_payment")
_NAMED = re.compile(rf'"({"|".join(LARGE)})"(?:\s+(?:AS\s+)?("?\w+"?))?')
_SCAN = re.compile(r"^SCAN (\S+)")
_SORTS = "USE TEMP B-TREE"
# A column of one value; that something is not of this value leaves most rows.
_SELECTIVE = re.compile(r"""(?<!NOT \()"\w+"\."\w+" = %s""")


class Query(NamedTuple):
    """A statement as it was sent."""

    sql: str
    params: Any


@contextmanager
def queries() -> Iterator[list[Query]]:
    """What is asked of the database inside the block."""
    found: list[Query] = []

    def seen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append(Query(sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(seen):
        yield found


def whole_scans(query: Query) -> list[str]:
    """The steps of the plan that read a large table from end to end.

    Reading in the order asked for is no such step where a LIMIT ends it: if nothing is sorted
    first, and no row is passed over for not having this value or that.
    """
    if not query.sql.lstrip().upper().startswith(("SELECT", "WITH")):
        return []
    names, steps = _names(query.sql), _plan(query)
    is_sorted = any(_SORTS in step for step in steps)
    is_ended = "LIMIT" in query.sql and not is_sorted and not _SELECTIVE.search(query.sql)
    scans = [step for step in steps if (scan := _SCAN.match(step)) and scan[1] in names]
    return [] if is_ended else scans


def _names(sql: str) -> set[str]:
    """The large tables in the statement, and what it calls them."""
    found = _NAMED.findall(sql)
    return {word.strip('"') for table, alias in found for word in (table, alias) if word}


def _plan(query: Query) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {query.sql}", query.params)
        return [row[3] for row in cursor.fetchall()]
