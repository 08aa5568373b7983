"""What book does a BOOK argument name, however it comes, and as of which day?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from duly.book.findings import BadInput, Finding, FindingCount, MoneyTotals, RowTotals

if TYPE_CHECKING:
    from duly.book.engines import Engine
    from duly.book.policy.credit_policy import CreditPolicy
    from duly.book.recognition import Recognised
    from duly.book.tables import Book

Progress = Callable[[str, float], None]


def silent(_: str, __: float) -> None:
    """Progress that nobody wants to see."""


@dataclass(frozen=True)
class Source:
    """A book that was opened, with what was found on the way.

    `recognised` is there for a foreign export and None for a book folder. `as_of_reason` is
    `asked`, `report_date` or `latest_event`.
    """

    path: Path
    book: Book
    as_of: date
    as_of_reason: str
    findings: tuple[Finding, ...]
    counts: tuple[FindingCount, ...]
    rows: tuple[RowTotals, ...]
    money: tuple[MoneyTotals, ...]
    recognised: Recognised | None


def open_source(
    path: Path,
    *,
    as_of: date | None = None,
    engine: str = "duckdb",
    master: str = "local[*]",
    mapping: Path | None = None,
    currency: str | None = None,
    progress: Progress = silent,
) -> Source:
    """Open a book folder, a workbook of tables, or recognise a foreign export.

    Raises BadInput with what is wrong and what to do.
    """
    from duly.book.reading import is_book_folder

    if not path.exists():
        raise BadInput(f"{path} does not exist; name a book folder or an export")
    place = make_engine(engine, master)
    if path.is_dir() or is_book_folder(path):
        return _folder(path, place, as_of, progress)
    return _export(path, place, as_of, mapping, currency, progress)


def make_engine(name: str, master: str) -> Engine:
    """DuckDB in this process, or Spark. Raises BadInput where Spark is not installed."""
    from duly.book.engines import duckdb_engine, spark_engine

    if name == "duckdb":
        return duckdb_engine()
    try:
        return spark_engine(master=master)
    except ImportError as error:
        raise BadInput(
            "Spark is not installed; install it with: pip install 'duly[spark]'"
        ) from error


def load_policy(path: Path | None) -> CreditPolicy:
    """The policy in a file, or the shipped one."""
    from duly.book.policy.reading import default_policy, read_policy

    return default_policy() if path is None else read_policy(path)


def _folder(path: Path, engine: Engine, as_of: date | None, progress: Progress) -> Source:
    from duly.book.reading import open_book

    def step(table: str, done: int, tables: int) -> None:
        progress(f"reading {table}", done / max(1, tables))

    opened = open_book(path, engine=engine, progress=step)
    day, reason = (as_of, "asked") if as_of else (_latest_day(opened.book), "latest_event")
    return Source(
        path,
        opened.book,
        day,
        reason,
        opened.findings,
        opened.counts,
        opened.rows,
        opened.money,
        None,
    )


def _latest_day(book: Book) -> date:
    """The last day on which anything happened in the book; due days are not events."""
    import ibis

    events = [
        book.invoices.select(day="issued_on"),
        book.payments.select(day="received_on"),
        book.allocations.select(day="allocated_on"),
    ]
    days = ibis.union(*events, distinct=False)
    (row,) = book.engine.fetch(days.agg(last=days.day.max())).to_pylist()
    if row["last"] is None:
        raise BadInput("the book is empty: no invoice, no payment; there is nothing to look at")
    last: date = row["last"]
    return last


def _export(
    path: Path,
    engine: Engine,
    as_of: date | None,
    mapping: Path | None,
    currency: str | None,
    progress: Progress,
) -> Source:
    from duly.book.recognition import read_mapping, recognise
    from duly.book.tables import book_from_arrow

    saved = None if mapping is None else read_mapping(mapping)
    seen = recognise(path, mapping=saved, as_of=as_of, default_currency=currency, progress=progress)
    return Source(
        path,
        book_from_arrow(engine, seen.tables),
        seen.as_of,
        "asked" if as_of else seen.as_of_reason,
        seen.findings,
        _counted(seen.findings),
        (seen.rows,),
        seen.money,
        seen,
    )


def _counted(findings: tuple[Finding, ...]) -> tuple[FindingCount, ...]:
    """How often each code was found, with the money of the rows it concerns."""
    times: Counter[tuple[str, str, bool]] = Counter()
    units: dict[tuple[str, str, bool], Counter[str | None]] = {}
    for finding in findings:
        key = (finding.code, finding.table, finding.set_aside)
        times[key] += finding.count
        if finding.units is not None:
            units.setdefault(key, Counter())[finding.currency] += finding.units
    return tuple(
        FindingCount(code, table, count, set_aside, dict(units.get((code, table, set_aside), {})))
        for (code, table, set_aside), count in times.items()
    )
