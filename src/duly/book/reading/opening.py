"""What does a book on disk say, what of it can be used, and what was wrong?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from duly.book.engines import Engine, duckdb_engine
from duly.book.findings import Finding, FindingCount, MoneyTotals, RowTotals
from duly.book.reading.absent import absent_tables
from duly.book.reading.checking import Desk
from duly.book.reading.parquet import seals
from duly.book.reading.progress import Progress, silent
from duly.book.reading.quality import Quality
from duly.book.reading.settlement import with_settlement
from duly.book.reading.sources import Source, find_sources
from duly.book.reading.trusted import sealed_book, sealed_money, sealed_rows
from duly.book.schema import TABLES, TableSchema
from duly.book.tables import Book
from duly.book.writing.seal import Seal


@dataclass(frozen=True, slots=True)
class OpenedBook:
    """A book with its quality report.

    `findings` list at most `quality.MAX_LISTED` rows of each code and table, `counts` are exact.
    `rows` has a line for every table there is; `money` one for every table and currency.
    """

    book: Book
    findings: tuple[Finding, ...]
    counts: tuple[FindingCount, ...]
    rows: tuple[RowTotals, ...]
    money: tuple[MoneyTotals, ...]


def open_book(path: Path, *, engine: Engine, progress: Progress = silent) -> OpenedBook:
    """Read a folder of CSV or Parquet tables, or a workbook with a sheet for every table.

    Rows that are wrong are set aside and reported. Parquet written by `write_book` was checked
    before, and is looked at but not read. With Spark, text is parsed here and handed over.

    Raises `BadInput` for what cannot be used as a whole.
    """
    sources, notes = find_sources(path)
    sealed = seals(sources)
    if sealed:
        return _unread(sources, sealed, notes, engine)
    return _checked(sources, notes, engine, progress)


def _unread(
    sources: dict[str, Source], sealed: dict[str, Seal], notes: list[Finding], engine: Engine
) -> OpenedBook:
    quality = Quality()
    quality.add(notes)
    return OpenedBook(
        sealed_book(sources, engine),
        tuple(quality.findings),
        quality.counts(),
        sealed_rows(sealed),
        sealed_money(sealed),
    )


def _checked(
    sources: dict[str, Source],
    notes: list[Finding],
    engine: Engine,
    progress: Progress,
) -> OpenedBook:
    schemas = _schemas(sources)
    is_lazy = all(source.form == "parquet" for source in sources.values())
    here = engine if is_lazy or engine.name == "duckdb" else duckdb_engine()
    desk = Desk(here)
    desk.quality.add(notes)
    for done, name in enumerate(name for name in TABLES if name in sources):
        progress(name, done, len(sources))
        desk.check(sources[name], schemas[name])
    desk.finish()
    return OpenedBook(
        _book(desk, engine),
        tuple(desk.quality.findings),
        desk.quality.counts(),
        tuple(desk.rows),
        tuple(desk.money),
    )


def _schemas(sources: dict[str, Source]) -> dict[str, TableSchema]:
    """Invoices tell what was paid of them where there are no payments to tell it."""
    schemas = dict(TABLES)
    if not {"payments", "allocations"} & set(sources):
        schemas["invoices"] = with_settlement(TABLES["invoices"])
    return schemas


def _book(desk: Desk, engine: Engine) -> Book:
    held = desk.tables()
    if engine is not desk.engine:
        held = {name: engine.table(desk.engine.fetch(table)) for name, table in held.items()}
    return Book(engine, held | absent_tables(set(held), engine), frozenset(desk.present))
