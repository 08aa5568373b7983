"""May this workbook be opened? A few bytes can claim a sheet larger than any memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from duly.book.findings import BadInput
from duly.book.zip_parts import parts_of, pieces

MOST_WORKBOOK_BYTES = 1024**3
MOST_CELLS = 25_000_000
MOST_COLUMNS = 512
# No tag may be longer, so that none is cut in two unseen.
_OVERLAP = 64 * 1024
_WIDE_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_PLACE = re.compile(rb"""\sr\s*=\s*["']\s*([A-Za-z]{1,3})([0-9]{1,9})""")
_ODS_TAG = re.compile(rb"<[\w-]*:?(table-row|table-cell|covered-table-cell)\b([^>]*)")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["']\s*([0-9]{1,9})""")


def check_workbook(file: Path) -> None:
    """Raises `BadInput` for a workbook whose sheets would not fit; reads it a piece at a time.

    A file that was found harmless is not looked through again while it stays as it is.
    """
    found = file.stat()
    try:
        _check(file, found.st_size, found.st_mtime_ns)
    except BadInput as problem:
        raise BadInput(f"{file.name}: {problem}") from problem


@lru_cache(maxsize=16)
def _check(file: Path, size: int, changed_at: int) -> None:
    parts = parts_of(file, MOST_WORKBOOK_BYTES)
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names:
        raise BadInput("This is a binary workbook (.xlsb). Save it as .xlsx and try again.")
    with file.open("rb") as packed:
        for part in parts:
            # Any part may turn out to be named as a sheet.
            check = _check_ods if part.filename == "content.xml" else _check_sheet
            check(_overlapping(pieces(packed, part)))


def _overlapping(content: Iterator[bytes]) -> Iterator[bytes]:
    kept = b""
    for number, piece in enumerate(content):
        if number == 0 and piece.startswith(_WIDE_ENCODINGS):
            raise BadInput("The workbook is written in an unusual encoding. Save it again.")
        whole = kept + piece
        opened = whole.rfind(b"<")
        if whole.rfind(b">") < opened < len(whole) - _OVERLAP:
            raise BadInput("The workbook holds a tag longer than any real one. Save it again.")
        yield whole
        kept = piece[-_OVERLAP:]


def _check_sheet(content: Iterator[bytes]) -> None:
    columns, last, first = 0, 0, 2**31
    for piece in content:
        places = _PLACE.findall(piece)
        if not places:
            continue
        columns = max(columns, *map(_column, {letters for letters, _ in places}))
        rows = [int(row) for row in {row for _, row in places}]
        last, first = max(last, *rows), min(first, *rows)
        _demand_modest(columns, last - first + 1, last)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _check_ods(content: Iterator[bytes]) -> None:
    """Cells and rows that say how often they are repeated; empty ones at the end do not count."""
    width = height = column = pending = repeated = 0
    holds_something = False
    for piece in content:
        for kind, attributes in _ODS_TAG.findall(piece):
            times = _REPEATED.search(attributes)
            count = int(times[1]) if times else 1
            if kind == b"table-row":
                pending += repeated
                if holds_something:
                    height, pending = height + pending, 0
                column, repeated, holds_something = 0, count, False
                continue
            column += count
            if b"value-type" in attributes:
                width, holds_something = max(width, column), True
                rows = height + pending + repeated
                _demand_modest(width, rows, rows)


def _demand_modest(columns: int, rows: int, last: int) -> None:
    reach = f"a sheet reaches to cell {_letters(columns)}{last}"
    if columns > MOST_COLUMNS:
        raise BadInput(
            f"{reach}; of its {columns:,} columns {MOST_COLUMNS} can be read. Remove what stands "
            "far to the right of the table, or export it as CSV."
        )
    if columns * rows > MOST_CELLS:
        raise BadInput(
            f"{reach}; {rows:,} rows by {columns:,} columns are more than can be opened. "
            "Remove what stands far below the table, or export it as CSV."
        )


def _letters(column: int) -> str:
    """The name of a column as a sheet shows it: 28 is AB."""
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name
