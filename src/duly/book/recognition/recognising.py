"""What receivables does a foreign export hold, whatever its columns are called?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from duly.book.findings import BadInput
from duly.book.recognition.facts import Recognised
from duly.book.recognition.grid import Grid
from duly.book.recognition.mapping import ColumnMapping, write_guesses
from duly.book.recognition.opening import EXPORT_AGAIN, FileKind, kind_of_file
from duly.book.recognition.parquet_files import read_parquet
from duly.book.recognition.table import read_table
from duly.book.recognition.text_files import read_text
from duly.book.recognition.understanding import first_guesses, understand
from duly.book.recognition.workbooks import read_workbook

Progress = Callable[[str, float], None]


def silent(stage: str, share: float) -> None:
    """Say nothing."""


def recognise(
    path: Path,
    *,
    mapping: ColumnMapping | None = None,
    as_of: date | None = None,
    default_currency: str | None = None,
    progress: Progress = silent,
) -> Recognised:
    """Read a foreign export into tables of the book.

    A saved `mapping` decides instead of the guessing. `as_of` is the day of the report if it does
    not say so itself; `default_currency` holds where the file names no currency (else `XXX`).
    `progress` hears of each stage and the share done, 0..1.

    Raises `BadInput`, and nothing else, for a file that cannot be read: it says what to do.
    """
    progress("reading", 0.0)
    grid = _grid(path, mapping)
    progress("columns", 0.4)
    understood = understand(
        grid, path.name, mapping=mapping, default_currency=default_currency, as_of=as_of
    )
    progress("lines", 0.6)
    found = read_table(understood, path.name, as_of=as_of)
    progress("done", 1.0)
    return found


def draft_mapping(path: Path, target: Path) -> None:
    """Write a mapping to correct for a file that `recognise` refuses, with the best guesses so far.

    Raises `BadInput` if the file holds no table at all.
    """
    grid = _grid(path, None)
    known = {"encoding": grid.encoding, "delimiter": grid.delimiter, "sheet": grid.sheet}
    write_guesses(first_guesses(grid, path.name), target, layout=known)


def _grid(path: Path, mapping: ColumnMapping | None) -> Grid:
    grid = _cells(path, mapping)
    if all(column.null_count == len(column) for column in grid.columns):
        raise BadInput(f"{path.name} holds nothing but blank cells and lines. {EXPORT_AGAIN}")
    return grid


def _cells(path: Path, mapping: ColumnMapping | None) -> Grid:
    kind = kind_of_file(path)
    if kind is FileKind.WORKBOOK:
        return read_workbook(path, sheet=mapping.sheet if mapping else None)
    if kind is FileKind.PARQUET:
        return read_parquet(path)
    encoding = mapping.encoding if mapping else None
    delimiter = mapping.delimiter if mapping else None
    return read_text(path, encoding=encoding, delimiter=delimiter)
