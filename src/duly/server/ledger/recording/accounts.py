"""How do customers enter the ledger: as they stand now, and as another line of their history?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from duly.book.schema import ACCOUNTS
from duly.server.ledger.models import Account, AccountRecord, Import
from duly.server.ledger.recording.bulk import add_rows, change_rows, moment_text
from duly.server.ledger.search_text import search_text

Row = Mapping[str, Any]

_FIELDS = tuple(ACCOUNTS.fields)
_COLUMNS = (*_FIELDS, "search_text", "withdrawn_at")
_SEARCHED = ("name", "account_id", "registration_no", "vat_id", "lei")
_NULLABLE = frozenset({"parent_id", "terms_days", "credit_limit_units", "created_on"})
_TABLE = Account._meta.db_table


def add_accounts(rows: Sequence[Row], source: Import) -> None:
    """Add accounts, and begin their history.

    A row has the columns of the book that hold something, `pk`, `parent_pk`, and `source_pk` where
    that is another than the import.
    """
    columns = ("id", *_COLUMNS, "portfolio")
    add_rows(_TABLE, columns, ((row["pk"], *_values(row), "") for row in rows))
    _add_history(rows, source)


def change_accounts(rows: Sequence[Row], source: Import) -> None:
    """Let accounts stand as these rows say, and append that to their history."""
    change_rows(_TABLE, _COLUMNS, ((*_values(row), row["pk"]) for row in rows))
    _add_history(rows, source)


def leave_book(numbers: Sequence[int], source: Import) -> None:
    """Let accounts leave the book: their history goes on with a line that says so."""
    moment = moment_text(_moment(source))
    change_rows(_TABLE, ("withdrawn_at",), ((moment, number) for number in numbers))
    _append(((number, source.pk, "{}") for number in numbers), source)


def _add_history(rows: Sequence[Row], source: Import) -> None:
    _append(((row["pk"], row.get("source_pk", source.pk), _told(row)) for row in rows), source)


def _append(lines: Iterable[tuple[int, int, str]], source: Import) -> None:
    moment = moment_text(_moment(source))
    columns = ("account_id", "source_id", "fields", "recorded_at")
    add_rows(AccountRecord._meta.db_table, columns, ((*line, moment) for line in lines))


def _told(row: Row) -> str:
    """The fields that hold something, as JSON; days as texts."""
    held = {name: row[name] for name in _FIELDS if row.get(name) is not None}
    return json.dumps(
        {name: str(value) if isinstance(value, date) else value for name, value in held.items()}
    )


def _values(row: Row) -> tuple[Any, ...]:
    plain = {name: row.get(name) for name in _FIELDS} | {"parent_id": row["parent_pk"]}
    if plain["created_on"] is not None:
        plain["created_on"] = str(plain["created_on"])
    texts = (plain[name] if name in _NULLABLE else plain[name] or "" for name in _FIELDS)
    return (*texts, search_text(*(row.get(name) for name in _SEARCHED)), None)


def _moment(source: Import) -> datetime:
    if source.committed_at is None:
        raise ValueError("facts are recorded at the moment their import is committed")
    return source.committed_at
