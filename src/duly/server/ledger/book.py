"""What book does the database hold, as of a business day and as known at a moment?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db.models import Count, F, Max, Q, Sum

from duly.book.asof import known
from duly.book.engines import Engine
from duly.book.tables import Book, book_from_arrow
from duly.server.ledger.models import AccountRecord
from duly.server.ledger.reading.facts import Facts, read_facts
from duly.server.ledger.reading.query import PK
from duly.server.ledger.stored import RECORDED, Stored
from duly.server.platform.canonical import digest

# A prime: sums of remainders stay far below what the databases count exactly.
_REMAINDER = 2_147_483_647
_UNITS = ("amount_units", "limit_units", "recommended_limit_units")


def book_of(engine: Engine, *, as_of: date | None = None, known_at: datetime | None = None) -> Book:
    """The ledger as a book: facts that count by `as_of`, as we knew them at `known_at`.

    Without them all facts, as we know them now. Only committed facts are read, all from one
    moment; a table without rows counts as one the book does not have.
    """
    facts = read_facts(known_at=known_at)
    held = facts.tables | {"rates": _latest_said(facts)}
    tables = {name: table for name, table in held.items() if table.num_rows}
    book = book_from_arrow(engine, tables)
    return book if as_of is None else known(book, as_of=as_of)


def _latest_said(facts: Facts) -> pa.Table:
    """A book knows one rate of a day: of several sources, the one recorded last."""
    rates = facts.tables["rates"]
    numbered = rates.append_column(PK, facts.rows["rates"].column(PK))
    last = numbered.group_by(["base", "quote", "on"]).aggregate([(PK, "max")])
    return rates.filter(pc.is_in(numbered.column(PK), last.column(f"{PK}_max")))


def facts_digest(*, known_at: datetime | None = None) -> str:
    """A fingerprint of all facts known at the moment, the same on both databases.

    Of each table it covers how many rows were recorded and withdrawn, when the last of each was,
    and the money of the current ones. Facts are only ever added and withdrawn, so that every
    change of the ledger changes a count; the fingerprint does not show who edits rows by force.
    """
    found = {stored.name: _figures(stored, known_at) for stored in RECORDED}
    return digest(found | {"accounts": _account_figures(known_at)})


def _figures(stored: Stored, known_at: datetime | None) -> dict[str, Any]:
    rows = stored.model._default_manager.all()
    gone = Q(withdrawn_at__isnull=False)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
        gone = Q(withdrawn_at__lte=known_at)
    units = next((name for name in _UNITS if name in stored.schema.fields), None)
    money = {"units": Sum(F(units) % _REMAINDER, filter=~gone)} if units else {}
    figures = rows.aggregate(
        recorded=Count("pk"),
        withdrawn=Count("pk", filter=gone),
        last_recorded_at=Max("recorded_at"),
        last_withdrawn_at=Max("withdrawn_at", filter=gone),
        **money,
    )
    return figures | ({"units": int(figures["units"] or 0)} if units else {})


def _account_figures(known_at: datetime | None) -> dict[str, Any]:
    records = AccountRecord.objects.all()
    if known_at is not None:
        records = records.filter(recorded_at__lte=known_at)
    return records.aggregate(recorded=Count("pk"), last_recorded_at=Max("recorded_at"))
