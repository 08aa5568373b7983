"""Which facts does the ledger hold for true, now or as known at a moment, and in which rows?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection

from duly.book.tables import arrow_schema
from duly.server.ledger.reading.query import PK, moment_literal, rows_query
from duly.server.ledger.reading.rows import Keys, as_in_book, numbers_of
from duly.server.ledger.reading.snapshot import read_together
from duly.server.ledger.stored import RECORDED, STORED, Stored

_KEYS = {
    "accounts_keys": "SELECT id AS pk, account_id AS name FROM ledger_account ORDER BY id",
    "entities_keys": "SELECT id AS pk, code AS name FROM ledger_entity ORDER BY id",
}


@dataclass(frozen=True)
class Facts:
    """`tables` as in the book; `rows` has their numbers in the database (`pk`) and the columns of
    their state, in the same order.

    `customers` are the numbers of all accounts (`pk`, `account_id`), also of those that left.
    """

    tables: dict[str, pa.Table]
    rows: dict[str, pa.Table]
    customers: pa.Table
    entities: dict[str, int]


def read_facts(*, known_at: datetime | None = None) -> Facts:
    """Everything that is held for true now, or was at the moment: committed facts only."""
    found = _Found(known_at)
    for name, rows in read_together(_queries(known_at)):
        found.take(name, rows)
    return Facts(found.tables, found.rows, found.customers, found.entities)


class _Found:
    """What has come in so far. What a table refers to comes before it; its own rows, as they lay
    in the database, are let go of at once."""

    def __init__(self, known_at: datetime | None) -> None:
        self.known_at = known_at
        self.tables: dict[str, pa.Table] = {}
        self.rows: dict[str, pa.Table] = {}
        self.customers = pa.table(
            {PK: pa.array([], pa.int64()), "account_id": pa.array([], pa.string())}
        )
        self.entities: dict[str, int] = {}
        self._keys: dict[str, Keys] = {}

    def take(self, name: str, rows: pa.Table) -> None:
        if name in _KEYS:
            self._key(name, numbers_of(rows), rows.column("name").cast(pa.string()))
        elif name == "accounts" and self.known_at is not None:
            self.tables[name], numbers = _accounts_then(rows)
            self.rows[name] = pa.table({PK: numbers})
        else:
            self._book_rows(STORED[name], rows)

    def _key(self, name: str, numbers: pa.ChunkedArray, names: pa.ChunkedArray) -> None:
        self._keys[name.removesuffix("_keys")] = Keys.of(numbers, names)
        if name == "accounts_keys":
            self.customers = pa.table({PK: numbers, "account_id": names})
        else:
            self.entities = dict(zip(names.to_pylist(), numbers.to_pylist(), strict=True))

    def _book_rows(self, stored: Stored, rows: pa.Table) -> None:
        table, numbers = as_in_book(stored, rows, self._keys), numbers_of(rows)
        state = {name: rows.column(name).cast(pa.int64()) for name in stored.state}
        self.tables[stored.name] = table
        self.rows[stored.name] = pa.table({PK: numbers, **state})
        if stored.name in ("invoices", "payments"):
            self._keys[stored.name] = Keys.of(numbers, table.column(stored.schema.key[0]))


def _queries(known_at: datetime | None) -> dict[str, str]:
    vendor = connection.vendor
    accounts = (
        rows_query(STORED["accounts"], vendor, None)
        if known_at is None
        else "SELECT account_id AS pk, CAST(fields AS text) AS fields FROM ledger_accountrecord "
        f"WHERE recorded_at <= {moment_literal(known_at)} ORDER BY id"
    )
    facts = {stored.name: rows_query(stored, vendor, known_at) for stored in RECORDED}
    return _KEYS | {"accounts": accounts} | facts


def _accounts_then(records: pa.Table) -> tuple[pa.Table, pa.ChunkedArray]:
    """The last record of each account; one without fields says that it had left the book."""
    texts = dict(zip(*(records.column(name).to_pylist() for name in ("pk", "fields")), strict=True))
    held = {pk: fields for pk, text in sorted(texts.items()) if (fields := json.loads(text))}
    schema = arrow_schema(STORED["accounts"].schema)
    columns = [_typed([fields.get(item.name) for fields in held.values()], item) for item in schema]
    return pa.table(columns, schema=schema), pa.chunked_array([pa.array(held, pa.int64())])


def _typed(values: list[str | int | None], item: pa.Field) -> pa.Array:
    """Days stand in JSON as texts."""
    if pa.types.is_date(item.type):
        return pc.cast(pa.array(values, pa.string()), item.type)
    return pa.array(values, item.type)
