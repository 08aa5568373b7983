"""What do the sheets of a workbook say, cell by cell, as text?"""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from duly.book.findings import BadInput
from duly.book.reading.textrows import TextRows, text_rows
from duly.book.workbook_extent import check_workbook

# A workbook is a zip: 300 KB can hold 300 MB. What it unpacks to is known before unpacking.
MAX_UNPACKED_BYTES = 1 << 30


def sheet_names(path: Path) -> list[str]:
    """The names of the sheets. Raises `BadInput` if the file is not a workbook, or a bomb."""
    return list(_workbook(path).sheet_names)


def read_sheet(path: Path, sheet: str) -> TextRows:
    """The rows of one sheet as text; the first row that is not empty is the header."""
    try:
        rows = _workbook(path).get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except CalamineError as error:
        raise BadInput(f"{path.name}: sheet {sheet} cannot be read ({error})") from error
    texts = [[cell_text(cell) for cell in row] for row in rows]
    return text_rows(f"{path.name}:{sheet}", texts)


def cell_text(cell: object) -> str:
    """A cell as canonical text: 1234.5 is "1234.5", a date is ISO, a whole float has no point.

    Excel itself keeps 15 significant digits: what a float has beyond is the noise of its storage.
    """
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float():
            return format(cell, ".15g")
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date() | time():
            return cell.isoformat()
        case _:
            return str(cell)


def _workbook(path: Path) -> CalamineWorkbook:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise BadInput(f"{path.name} unpacks to {unpacked:,} bytes, too large for a workbook")
        check_workbook(path)
        return CalamineWorkbook.from_path(str(path))
    except (zipfile.BadZipFile, CalamineError, OSError) as error:
        raise BadInput(f"{path.name} is not a readable .xlsx workbook ({error})") from error
