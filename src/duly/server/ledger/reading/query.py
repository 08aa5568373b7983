"""Which SQL brings the rows of a table out, so that their columns have one type throughout?

SQLite's driver tells a column's type by its first rows: a null there must already look like what
may follow. Empty texts and infinity stand for nulls, and are nowhere else in the ledger.
"""

from __future__ import annotations

from datetime import UTC, datetime

from duly.book.schema import Column, Kind
from duly.server.ledger.stored import Stored

PK = "pk"
LINES_JSON = "lines_json"


def rows_query(stored: Stored, vendor: str, known_at: datetime | None) -> str:
    """All columns of the rows that were held for true at the moment, or are now; by number."""
    columns = [f"id AS {PK}"]
    columns += [_column(stored, column, vendor) for column in stored.columns]
    columns += stored.state
    if stored.name == "statements":
        columns.append(f"{_as_text('lines', vendor)} AS {LINES_JSON}")
    return (
        f"SELECT {', '.join(columns)} FROM {stored.db_table} "
        f"WHERE {held_for_true(known_at)} ORDER BY id"
    )


def held_for_true(known_at: datetime | None) -> str:
    """The condition on rows of a table of dated facts."""
    if known_at is None:
        return "withdrawn_at IS NULL"
    moment = moment_literal(known_at)
    return f"recorded_at <= {moment} AND (withdrawn_at IS NULL OR withdrawn_at > {moment})"


def moment_literal(moment: datetime) -> str:
    """As Django writes it in SQLite; PostgreSQL is asked in UTC and reads it the same."""
    return f"'{moment.astimezone(UTC).replace(tzinfo=None).isoformat(' ')}'"


def _column(stored: Stored, column: Column, vendor: str) -> str:
    return f'{_typed(stored, column, vendor)} AS "{column.field}"'


def _typed(stored: Stored, column: Column, vendor: str) -> str:
    name = stored.db_column(column)
    quoted = f'"{name}"'
    if column.name in stored.links or vendor != "sqlite":
        return quoted
    if column.kind is Kind.DATE:
        return f"COALESCE({quoted}, '')"
    is_real = stored.model._meta.get_field(name).get_internal_type() == "FloatField"
    return f"COALESCE({quoted}, 9e999)" if is_real else quoted


def _as_text(name: str, vendor: str) -> str:
    return name if vendor == "sqlite" else f"{name}::text"
