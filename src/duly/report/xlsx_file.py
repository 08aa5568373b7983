"""How are tables written as a workbook a credit controller can filter and add up?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from duly.kernel.currencies import exponent
from duly.report.columns import ReportColumn, Row
from duly.report.figures import clean_text
from duly.report.text_file import whole_file

_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDTHS = {
    "text": 22,
    "date": 12,
    "units": 16,
    "share": 10,
    "days": 10,
    "number": 12,
    "integer": 10,
}
_WIDEST = 60
_EXCEL_TITLE = 31
_EXCEL_TEXT = 32_767
_EXCEL_FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook: its title, its columns, its rows."""

    title: str
    columns: Sequence[ReportColumn]
    rows: Iterable[Row]


def write_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write a workbook: real numbers and dates, frozen headings, a filter on every column.

    Money stands in the major unit with the currency's decimals. No cell becomes a formula or a
    link, whatever the text in it. Codes stand as their words. Absent values are empty cells.
    """
    with whole_file(path) as unfinished:
        book = xlsxwriter.Workbook(str(unfinished), _SAFE)
        try:
            formats = _Formats(book)
            titles: set[str] = set()
            for sheet in sheets:
                _write_sheet(book.add_worksheet(_free_title(sheet.title, titles)), sheet, formats)
        finally:
            book.close()


class _Formats:
    """The number formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}
        self.heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})

    def number(self, pattern: str) -> Any:
        if pattern not in self._made:
            self._made[pattern] = self._book.add_format({"num_format": pattern})
        return self._made[pattern]

    def money(self, currency: str) -> Any:
        places = exponent(currency)
        return self.number("#,##0" + ("." + "0" * places if places else ""))


_PATTERNS = {"share": "0.0%", "days": "0.0", "number": "General", "integer": "#,##0"}


def _write_sheet(sheet: Any, content: Sheet, formats: _Formats) -> None:
    widths = [max(len(column.title), _WIDTHS[column.kind]) for column in content.columns]
    for place, column in enumerate(content.columns):
        sheet.write_string(0, place, column.title, formats.heading)
    last = 0
    for last, row in enumerate(content.rows, start=1):
        for place, column in enumerate(content.columns):
            _write_cell(sheet, (last, place), column, row, formats)
            widths[place] = max(widths[place], _text_width(column, row))
    sheet.freeze_panes(1, 0)
    if content.columns:
        sheet.autofilter(0, 0, last, len(content.columns) - 1)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width + 2)


def _write_cell(
    sheet: Any, where: tuple[int, int], column: ReportColumn, row: Row, formats: _Formats
) -> None:
    """Write one value as what it is: money, a day, a number or text. None leaves the cell empty."""
    value = row.get(column.key)
    if value is None:
        return
    if column.kind == "units":
        currency = column.currency(row)
        major = Decimal(value).scaleb(-exponent(currency))
        sheet.write_number(*where, major, formats.money(currency))
    elif column.kind == "date":
        _write_day(sheet, where, value, formats)
    elif column.kind in _PATTERNS:
        sheet.write_number(*where, value, formats.number(_PATTERNS[column.kind]))
    else:
        sheet.write_string(*where, clean_text(column.show(row))[:_EXCEL_TEXT])


def _write_day(sheet: Any, where: tuple[int, int], value: Any, formats: _Formats) -> None:
    day = dt.date.fromisoformat(value) if isinstance(value, str) else value
    if day.year < _EXCEL_FIRST_YEAR:
        sheet.write_string(*where, day.isoformat())
    else:
        sheet.write_datetime(*where, day, formats.number("yyyy-mm-dd"))


def _text_width(column: ReportColumn, row: Row) -> int:
    is_text = column.kind == "text" and row.get(column.key) is not None
    return min(len(column.show(row)), _WIDEST) if is_text else 0


def _free_title(title: str, taken: set[str]) -> str:
    """A sheet's title as Excel accepts it: 31 characters, seven signs banned, none used twice."""
    allowed = "".join(" " if char in "[]:*?/\\" else char for char in title).strip("' ")
    free = stem = allowed[:_EXCEL_TITLE] or "Sheet"
    number = 1
    while free.casefold() in taken:
        number += 1
        ending = f" ({number})"
        free = stem[: _EXCEL_TITLE - len(ending)] + ending
    taken.add(free.casefold())
    return free
