"""What book does a BOOK argument name, however it comes, and as of which day?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis

from duly.book.engines import Engine
from duly.book.findings import BadInput, Finding, FindingCount, MoneyTotals
from duly.book.policy.ageing import AgeingPolicy
from duly.book.reading import is_book_folder, open_book
from duly.book.recognition import MoneyTotals as ExportMoney
from duly.book.recognition import Recognised, Shape, read_mapping, recognise
from duly.book.recognition.buckets import bucket_from_name, last_days
from duly.book.tables import Book, book_from_arrow

Progress = Callable[[str, float], None]


def silent(_: str, __: float) -> None:
    """Progress that nobody wants to see."""


@dataclass(frozen=True)
class Source:
    """A book that was opened, with what was found on the way.

    `rows` counts data rows, over all tables of a book folder; `structural` are lines of an export
    that carry no data (totals, headings). `money` is that of the invoices, by currency.
    `recognised` is there for a foreign export and None for a book folder. `as_of_reason` is
    `asked`, `printed`, `days_overdue` or `latest_event`.
    """

    path: Path
    book: Book
    as_of: date
    as_of_reason: str
    findings: tuple[Finding, ...]
    counts: tuple[FindingCount, ...]
    rows: Rows
    money: tuple[Money, ...]
    recognised: Recognised | None

    def aged_by(self, rules: AgeingPolicy) -> AgeingPolicy:
        """The buckets of a report that holds nothing else, for its money can be sorted into no
        others: what is over 60 days may be over 90. Else the rules as they are.
        """
        seen = self.recognised
        if seen is None or seen.shape is not Shape.BUCKETS:
            return rules
        named = [bucket_from_name(guess.book or "") for guess in seen.guesses]
        edges = last_days([bucket for bucket in named if bucket is not None])
        return rules.model_copy(update={"edges": edges}) if edges else rules


@dataclass(frozen=True, slots=True)
class Rows:
    """read == accepted + set_aside."""

    read: int
    accepted: int
    set_aside: int
    structural: int = 0


@dataclass(frozen=True, slots=True)
class Money:
    """read == accepted + set_aside, as far as amounts could be read."""

    currency: str | None
    read_units: int
    accepted_units: int
    set_aside_units: int


def open_source(
    path: Path,
    *,
    engine: Engine,
    as_of: date | None = None,
    mapping: Path | None = None,
    currency: str | None = None,
    progress: Progress = silent,
) -> Source:
    """Open a book folder, a workbook of tables, or recognise a foreign export.

    Raises BadInput with what is wrong and what to do.
    """
    if not path.exists():
        raise BadInput(f"{path} does not exist; name a book folder or an export")
    if path.is_dir() or is_book_folder(path):
        return _folder(path, engine, as_of, progress)
    return _export(path, engine, as_of=as_of, mapping=mapping, currency=currency, progress=progress)


def _folder(path: Path, engine: Engine, as_of: date | None, progress: Progress) -> Source:
    def step(table: str, done: int, of: int) -> None:
        progress(f"reading {table}", done / max(1, of))

    opened = open_book(path, engine=engine, progress=step)
    day, reason = (as_of, "asked") if as_of else (_latest_day(opened.book), "latest_event")
    return Source(
        path,
        opened.book,
        day,
        reason,
        opened.findings,
        opened.counts,
        Rows(
            sum(table.read for table in opened.rows),
            sum(table.accepted for table in opened.rows),
            sum(table.set_aside for table in opened.rows),
        ),
        tuple(_money(item) for item in opened.money if item.table == "invoices"),
        None,
    )


def _money(item: MoneyTotals | ExportMoney) -> Money:
    return Money(item.currency, item.read_units, item.accepted_units, item.set_aside_units)


def _latest_day(book: Book) -> date:
    """The last day on which anything happened in the book; due days are not events."""
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
    *,
    as_of: date | None,
    mapping: Path | None,
    currency: str | None,
    progress: Progress,
) -> Source:
    saved = None if mapping is None else read_mapping(mapping)
    seen = recognise(path, mapping=saved, as_of=as_of, default_currency=currency, progress=progress)
    return Source(
        path,
        book_from_arrow(engine, seen.tables),
        seen.as_of,
        "asked" if as_of else seen.as_of_reason,
        seen.findings,
        _counted(seen.findings),
        Rows(seen.rows.read, seen.rows.accepted, seen.rows.set_aside, seen.rows.structural),
        tuple(_money(item) for item in seen.money),
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
