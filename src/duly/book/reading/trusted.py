"""How does a book come in that Duly itself checked and wrote?"""

from __future__ import annotations

from collections.abc import Mapping

from duly.book.engines import Engine
from duly.book.findings import MoneyTotals, RowTotals
from duly.book.reading.absent import absent_tables
from duly.book.reading.sources import Source
from duly.book.schema import TABLES
from duly.book.tables import Book
from duly.book.writing.seal import Seal


def sealed_book(sources: Mapping[str, Source], engine: Engine) -> Book:
    """The tables as lazy scans, unread."""
    tables = {name: engine.parquet(source.path) for name, source in sources.items()}
    return Book(engine, tables | absent_tables(set(tables), engine), frozenset(sources))


def sealed_rows(seals: Mapping[str, Seal]) -> tuple[RowTotals, ...]:
    """What was written is what is there."""
    return tuple(RowTotals(name, seal.rows, seal.rows) for name, seal in _ordered(seals))


def sealed_money(seals: Mapping[str, Seal]) -> tuple[MoneyTotals, ...]:
    """As it was added up when the tables were written."""
    return tuple(
        MoneyTotals(name, currency, units, units)
        for name, seal in _ordered(seals)
        for currency, units in sorted(seal.money.items(), key=str)
    )


def _ordered(seals: Mapping[str, Seal]) -> list[tuple[str, Seal]]:
    return [(name, seals[name]) for name in TABLES if name in seals]
