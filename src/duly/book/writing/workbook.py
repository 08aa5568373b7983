"""How does a small book become a workbook with a sheet for every table?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from duly.book.findings import BadInput
from duly.book.schema import TABLES, Column, Kind
from duly.book.tables import Book
from duly.book.writing.beside import beside
from duly.book.writing.contents import with_currency, written_tables
from duly.book.writing.texts import as_text

MAX_ROWS = 1_048_575
"""Rows a sheet holds below its header."""

# A spreadsheet keeps 15 digits of a number; an amount with more is written as text.
_MAX_DIGITS = 15

_MAX_TEXT = 32_767


def write_workbook(book: Book, path: Path, *, replacing: bool = False) -> None:
    """Write the tables that are present, and accounts, to an .xlsx file: whole or not at all.

    Days are dates and amounts are numbers, but for amounts beyond 15 digits, which are text.
    Other numbers keep 15 digits, as spreadsheets do. Texts are never formulas or links.

    Raises `BadInput` if the file exists, unless `replacing`, or if a table does not fit a sheet.
    """
    if path.exists() and not replacing:
        raise BadInput(f"{path} exists; name a new file, or allow to replace it")
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = beside(path)
    try:
        _write(book, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _write(book: Book, path: Path) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        day_format = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, table in written_tables(book).items():
            columns = TABLES[name].columns
            texts = as_text(with_currency(name, table, book), TABLES[name])
            rows = book.engine.fetch(texts)
            if rows.num_rows > MAX_ROWS:
                raise BadInput(f"{name} has {rows.num_rows:,} rows, and a sheet {MAX_ROWS:,}")
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, [column.name for column in columns])
            for number, row in enumerate(rows.to_pylist(), start=1):
                for at, column in enumerate(columns):
                    _write_cell(sheet, (number, at), column, row[column.name], day_format)


def _write_cell(
    sheet: Any, place: tuple[int, int], column: Column, value: Any, day_format: Any
) -> None:
    if value is None:
        return
    if column.kind is Kind.DATE:
        sheet.write_datetime(*place, value, day_format)
    elif column.kind is Kind.MONEY and sum(map(str.isdigit, value)) <= _MAX_DIGITS:
        sheet.write_number(*place, float(value))
    elif column.kind in (Kind.INTEGER, Kind.NUMBER):
        sheet.write_number(*place, value)
    elif len(value) > _MAX_TEXT:
        raise BadInput(f"{column.name} has a text of {len(value):,} characters; write it as CSV")
    else:
        sheet.write_string(*place, value)
