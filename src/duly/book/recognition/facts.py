"""What came out of reading a foreign export: the tables, and how each column was understood."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

import pyarrow as pa

from duly.book.findings import Finding


class Shape(StrEnum):
    """What kind of report the file is."""

    INVOICES = "invoices"
    OPEN_ITEMS = "open_items"
    BUCKETS = "buckets"


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What one column of the file means. `book` is a column of the book, None if of no use.

    `confidence` is 0..1. `reason` is a code: header_and_content, header, content, mapping,
    empty, unknown, better_column (its meaning is held by another column), or what the column is
    when the book has no place for it (text, tax, person, …).
    """

    source: str
    position: int
    book: str | None
    confidence: float
    reason: str
    samples: tuple[str, ...]
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How the file is written. `header_row` counts from 1; 0 means there are no headers.

    `date_order` is dmy or mdy; its evidence `decided` by the file's content, `ambiguous` (no day
    above 12 anywhere: the order was assumed), or `single` (dates can be read in one way only).
    `currency_source`: column, cells, header, preamble, given, none.
    """

    encoding: str | None
    delimiter: str | None
    sheet: str | None
    header_row: int
    header_lines: int
    decimal: str
    thousands: str
    date_order: str
    date_order_evidence: Literal["decided", "ambiguous", "single"]
    grouped: bool
    currency_source: str
    language: str


@dataclass(frozen=True, slots=True)
class RowTotals:
    """Data rows: read == accepted + set_aside. `structural` lines (totals, headings) come apart."""

    read: int
    accepted: int
    set_aside: int
    structural: int


@dataclass(frozen=True, slots=True)
class MoneyTotals:
    """Money of the data rows in one currency: read == accepted + set_aside, in smallest units.

    `unreadable` counts rows whose amount could not be read and so is in none of the sums.
    """

    currency: str
    read_units: int
    accepted_units: int
    set_aside_units: int
    unreadable: int = 0


@dataclass(frozen=True)
class Recognised:
    """A foreign export as tables of the book, with everything that was guessed or set aside."""

    tables: dict[str, pa.Table]
    shape: Shape
    guesses: tuple[ColumnGuess, ...]
    layout: Layout
    findings: tuple[Finding, ...]
    rows: RowTotals
    money: tuple[MoneyTotals, ...]
    as_of: date
    as_of_reason: str
