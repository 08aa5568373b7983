"""Which cells does the sheet of an XLSX, XLS or ODS workbook hold that looks like the data?"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from duly.book.findings import BadInput
from duly.book.recognition.grid import MAX_COLUMNS, Flags, Grid
from duly.book.recognition.headers import is_header
from duly.book.recognition.opening import EXPORT_AGAIN
from duly.book.workbook_extent import check_workbook
from duly.book.zip_parts import is_zip

HEADER_LINES = 60


def read_workbook(path: Path, *, sheet: str | None = None) -> Grid:
    """The grid of the named sheet, else of the one that looks most like a list of invoices."""
    if is_zip(path):  # else of the days before XLSX, whose sheets are small
        check_workbook(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        names = [sheet] if sheet else workbook.sheet_names
        sheets = {name: _cells(workbook, name, path) for name in names}
    except PasswordError as problem:
        raise BadInput(
            f"{path.name} is protected by a password. Save it without one and try again."
        ) from problem
    except (CalamineError, OSError, ValueError) as problem:
        raise BadInput(f"{path.name} cannot be read as a workbook. {EXPORT_AGAIN}") from problem
    name = max(sheets, key=lambda candidate: _looks_like_data(sheets[candidate]), default="")
    if not name or not any(any(cell != "" for cell in line) for line in sheets[name]):
        raise BadInput(f"{path.name} has no sheet with a table. {EXPORT_AGAIN}")
    return _grid(sheets[name], name)


def _cells(workbook: CalamineWorkbook, name: str, path: Path) -> list[list[Any]]:
    if name not in workbook.sheet_names:
        raise BadInput(
            f"{path.name} has no sheet {name!r}; mapping.toml names it in [layout] sheet. "
            f"Its sheets are {', '.join(map(repr, workbook.sheet_names))}."
        )
    sheet = workbook.get_sheet_by_name(name)
    if sheet.width > MAX_COLUMNS:
        raise BadInput(f"Sheet {name!r} of {path.name} has {sheet.width} columns. {EXPORT_AGAIN}")
    return sheet.to_python(skip_empty_area=False)


def _looks_like_data(lines: list[list[Any]]) -> tuple[int, int]:
    """The words of a header line first, the number of lines second."""
    heads = [
        sum(isinstance(cell, str) and cell != "" and is_header(cell) for cell in line)
        for line in lines[:HEADER_LINES]
    ]
    return min(4, max(heads, default=0)), len(lines)


def _grid(lines: list[list[Any]], name: str) -> Grid:
    width = max(map(len, lines))
    texts: list[list[str | None]] = [[] for _ in range(width)]
    typed = np.zeros((width, len(lines)), dtype=bool)
    for row, line in enumerate(lines):
        for column, cell in enumerate(line):
            texts[column].append(_text(cell))
            typed[column, row] = not isinstance(cell, str)
    arrays = tuple(pa.array(column, pa.string()) for column in texts)
    flags: tuple[Flags | None, ...] = tuple(typed)
    return Grid(arrays, flags, len(lines), sheet=name)


def _text(cell: Any) -> str | None:
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, (time, timedelta)):
        return str(cell)
    return f"{Decimal(repr(cell)).normalize():f}"
