"""How is the file laid out, and what does each of its columns mean?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from duly.book.findings import BadInput
from duly.book.recognition.buckets import Bucket, buckets_of
from duly.book.recognition.calendar_months import is_month, month_buckets
from duly.book.recognition.column_guesses import Column, Scored, guesses_of
from duly.book.recognition.contents import is_figure
from duly.book.recognition.data_lines import DataLines, data_lines_of
from duly.book.recognition.dates import DateOrder
from duly.book.recognition.day_columns import OrderFound, order_of
from duly.book.recognition.due_dates import settle_due_date
from duly.book.recognition.facts import ColumnGuess
from duly.book.recognition.fitness import DATES, MONEY
from duly.book.recognition.grid import Grid
from duly.book.recognition.header_lines import HeaderLines, header_lines_of
from duly.book.recognition.lines import Lines, lines_of
from duly.book.recognition.mapping import ColumnMapping
from duly.book.recognition.money_columns import NumberFormat, number_formats
from duly.book.recognition.opening import EXPORT_AGAIN
from duly.book.recognition.reading_lines import ReadLines
from duly.book.recognition.report_date import printed_date
from duly.book.recognition.row_currencies import row_currencies
from duly.book.recognition.samples import sample_columns, spread_rows

CAPTION_LINES = 200
"""So many of the lines that are no data are searched for the day and the currency of the report."""


@dataclass(frozen=True)
class Meaning:
    """What the columns mean and how their numbers and dates are written."""

    guesses: tuple[ColumnGuess, ...]
    buckets: Mapping[int, Bucket]
    formats: Mapping[int, NumberFormat]
    order: OrderFound


@dataclass(frozen=True)
class Understood:
    """The grid with its lines sorted and its columns named."""

    grid: Grid
    header: HeaderLines
    lines: Lines
    read: ReadLines
    captions: Sequence[Sequence[str]]


def understand(
    grid: Grid,
    name: str,
    *,
    mapping: ColumnMapping | None = None,
    default_currency: str | None = None,
    as_of: date | None = None,
) -> Understood:
    """Find the headers, the data lines, the meaning of columns, the formats and the currency."""
    laid = _laid_out(grid, name, mapping, as_of)
    header, data = laid.header, laid.data
    guesses, order = _guesses(laid, mapping)
    captions = _captions(grid, laid.lines)
    formats = _formats(header, data, guesses, grid.delimiter, mapping)
    read = _read(data, Meaning(guesses, laid.buckets, formats, order), captions, default_currency)
    return Understood(grid, header, laid.lines, read, captions)


def first_guesses(grid: Grid, name: str) -> tuple[ColumnGuess, ...]:
    """What the columns seem to mean, also of a file that cannot be booked as it is."""
    return _first(_laid_out(grid, name, None))[0]


@dataclass(frozen=True)
class LaidOut:
    """The headers and the data lines, before the columns are understood."""

    header: HeaderLines
    buckets: Mapping[int, Bucket]
    lines: Lines
    data: DataLines
    columns: Sequence[Column]


def _laid_out(
    grid: Grid, name: str, mapping: ColumnMapping | None, as_of: date | None = None
) -> LaidOut:
    header = header_lines_of(grid, sources=mapping.sources if mapping else ())
    if mapping is not None:
        mapping.check(header.names)
    buckets = mapping.buckets if mapping else _real_buckets(grid, header, as_of)
    lines = lines_of(grid, header, buckets)
    if not len(lines.data):
        raise BadInput(f"{name} has headers but no lines of data below them. {EXPORT_AGAIN}")
    data = data_lines_of(grid, header, lines)
    return LaidOut(header, buckets, lines, data, sample_columns(header.names, data.cells))


def _first(laid: LaidOut) -> tuple[tuple[ColumnGuess, ...], tuple[Scored, ...]]:
    """The guesses before rivals are weighed by their contents, and the scores behind them."""
    header = laid.header
    return guesses_of(
        laid.columns, laid.buckets, language=header.language, headless=header.lines == 0
    )


def _real_buckets(grid: Grid, header: HeaderLines, as_of: date | None) -> dict[int, Bucket]:
    """Columns that are called like buckets and hold amounts, or nothing."""
    named = _months(grid, header, as_of) or buckets_of(header.names, header.language)
    rows = header.first_data_row + spread_rows(grid.rows - header.first_data_row)
    real = {}
    for at, bucket in named.items():
        cells = [cell for cell in grid.columns[at].take(rows).to_pylist() if cell]
        if sum(map(is_figure, cells)) >= 0.5 * len(cells):
            real[at] = bucket
    return real if len(real) >= 2 else {}


def _months(grid: Grid, header: HeaderLines, as_of: date | None) -> dict[int, Bucket]:
    """Months of the calendar are buckets only seen from a day: that asked for or printed above."""
    if not any(map(is_month, header.names)):
        return {}
    above = grid.lines(range(min(header.row, CAPTION_LINES)))
    day = as_of or printed_date(above, DateOrder.DAY_FIRST)
    return month_buckets(header.names, day, header.language) if day else {}


def _guesses(
    laid: LaidOut, mapping: ColumnMapping | None
) -> tuple[tuple[ColumnGuess, ...], OrderFound]:
    guesses, scored = _first(laid)
    language, data = laid.header.language, laid.data
    if mapping is not None:
        guesses = mapping.applied(guesses)
        return guesses, _order(guesses, data, language, mapping)
    order = _order(guesses, data, language, None)
    return settle_due_date(guesses, scored, data, order.order), order


def _order(
    guesses: Sequence[ColumnGuess], data: DataLines, language: str, mapping: ColumnMapping | None
) -> OrderFound:
    positions = [guess.position for guess in guesses if guess.book in DATES]
    rows = spread_rows(data.count)
    samples = [[cell or "" for cell in data.cells[at].take(rows).to_pylist()] for at in positions]
    found = order_of(samples, language)
    if mapping is None or mapping.date_order in (None, found.order.value):
        return found
    return OrderFound(DateOrder(mapping.date_order), "decided")


def _formats(
    header: HeaderLines,
    data: DataLines,
    guesses: Sequence[ColumnGuess],
    delimiter: str | None,
    mapping: ColumnMapping | None,
) -> dict[int, NumberFormat]:
    positions = [
        guess.position
        for guess in guesses
        if guess.book in MONEY or (guess.book or "").startswith("bucket:")
    ]
    rows = spread_rows(data.count)
    samples = [_written(data, at, rows) for at in positions]
    formats = number_formats(samples, language=header.language, delimiter=delimiter)
    if mapping is not None and mapping.decimal is not None:
        formats = [
            found if found.decimal == mapping.decimal else NumberFormat(mapping.decimal, "")
            for found in formats
        ]
    return dict(zip(positions, formats, strict=True))


def _written(
    data: DataLines, at: int, rows: np.ndarray[tuple[int, ...], np.dtype[np.int64]]
) -> list[str]:
    """The sampled cells of a column that are text: real numbers of a spreadsheet need no format."""
    typed = data.typed[at]
    wanted = rows if typed is None else rows[~typed[rows]]
    return [cell for cell in data.cells[at].take(wanted).to_pylist() if cell]


def _read(
    data: DataLines,
    meaning: Meaning,
    captions: Sequence[Sequence[str]],
    default_currency: str | None,
) -> ReadLines:
    guesses, formats = meaning.guesses, meaning.formats
    place = {guess.book: guess.position for guess in guesses}
    currencies = row_currencies(
        data.cells[place["currency"]] if "currency" in place else None,
        [(data.cells[at], found.decimal) for at, found in formats.items()],
        count=data.count,
        headers=[guesses[at].source for at in formats],
        preamble=[cell for line in captions for cell in line if cell],
        default=default_currency,
    )
    return ReadLines(data, guesses, meaning.buckets, formats, meaning.order, currencies)


def _captions(grid: Grid, lines: Lines) -> list[list[str]]:
    """Lines above the headers, and lines of text among and below the data."""
    above = lines.structural.get("preamble_line", [])
    below = lines.structural.get("text_line", [])
    return grid.lines([*above[:CAPTION_LINES], *below[-CAPTION_LINES:]])
