"""What do the lines of a CSV file say, cell by cell, as text?"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from duly.book.findings import BadInput
from duly.book.reading.textrows import BadLine, TextRows

# The cells are held in memory while they are checked. Beyond this, Parquet is the form.
MAX_BYTES = 2 << 30

_HEADER_BYTES = 1 << 20
_ODD = bytes({*range(32), 0x7F, 0xA0} - set(b"\t\r\n"))
_BLOCK_BYTES = 1 << 22

# Bytes that only a control character or a no-break space has: c. Blanks: a blank. What may stand
# beside a cell: a comma. All others: a dot. The last bytes of other letters can be among them,
# which only means a closer look.
_MARKS = bytes(
    ord("c" if byte in _ODD else " " if byte in b" \t" else "," if byte in b',"\r\n' else ".")
    for byte in range(256)
)


def read_csv(path: Path) -> TextRows:
    """The rows of a CSV file after RFC 4180: UTF-8 (a BOM is fine), commas, double quotes.

    Raises `BadInput` for what is not such a file: a picture, UTF-16, an unclosed quote, ….
    """
    content = _content(path)
    header = _header(bytes(memoryview(content)[:_HEADER_BYTES]), path.name)
    # Counted here because a quote left open would swallow all rows after it without an error.
    if _quotes(content) % 2:
        raise BadInput(
            f'{path.name}: a double quote is opened and never closed; inside a cell, write ""'
        )
    cells, bad_lines = _cells(content, len(header), path.name)
    numbers = pa.array(range(1, cells.num_rows + 1), pa.int64())
    numbers = _shifted(numbers, bad_lines).slice(1)
    rows = _without_blank_rows(path.name, header, cells.slice(1), numbers, bad_lines)
    return replace(rows, is_tidy=_is_tidy(content))


def _content(path: Path) -> pa.Buffer:
    size = path.stat().st_size
    if size == 0:
        raise BadInput(f"{path.name} is empty; its first row must name the columns")
    if size > MAX_BYTES:
        raise BadInput(
            f"{path.name} has {size:,} bytes, and a CSV table may have {MAX_BYTES:,}: "
            "write a table of this size as Parquet"
        )
    return pa.memory_map(str(path)).read_buffer()


def _header(head: bytes, name: str) -> tuple[str, ...]:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadInput(f"{name} is UTF-16 text; a book is UTF-8: save it as 'CSV UTF-8'")
    text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
    try:
        cells = next(csv.reader(io.StringIO(text, newline=""), strict=True), [])
    except csv.Error as error:
        raise BadInput(f"{name} is not a CSV file: its first row cannot be read") from error
    if not any(cell.strip() for cell in cells):
        raise BadInput(f"{name}: the first row is empty; it must name the columns")
    return tuple(cells)


def _quotes(content: pa.Buffer) -> int:
    return sum(bytes(block).count(b'"') for block in _blocks(content))


def _is_tidy(content: pa.Buffer) -> bool:
    """Whether no cell can have control characters, or blanks around it: a look at the bytes.

    It costs a tenth of a look at every cell, and is the rule with large files.
    """
    for block in _blocks(content, overlap=1):
        marks = bytes(block).translate(_MARKS)
        if b"c" in marks or b" ," in marks or b", " in marks:
            return False
    return True


def _blocks(content: pa.Buffer, overlap: int = 0) -> Iterator[memoryview]:
    view = memoryview(content)
    for at in range(0, len(view), _BLOCK_BYTES):
        yield view[max(at - overlap, 0) : at + _BLOCK_BYTES]


def _cells(content: pa.Buffer, width: int, name: str) -> tuple[pa.Table, tuple[BadLine, ...]]:
    """All lines with as many cells as the header, the header itself being the first."""
    bad_lines: list[BadLine] = []

    def set_aside(line: arrow_csv.InvalidRow) -> str:
        bad_lines.append(BadLine(line.number, line.text))
        return "skip"

    names = [f"f{index}" for index in range(width)]
    try:
        cells = arrow_csv.read_csv(
            pa.BufferReader(content),
            # One thread, because only then are bad lines given their number.
            arrow_csv.ReadOptions(use_threads=False, block_size=_BLOCK_BYTES, column_names=names),
            arrow_csv.ParseOptions(
                newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=set_aside
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except (pa.ArrowInvalid, pa.ArrowCapacityError) as error:
        raise BadInput(
            f"{name} is not a CSV file in UTF-8 ({str(error).splitlines()[0][:200]})"
        ) from error
    return cells, tuple(bad_lines)


def _shifted(numbers: pa.Array, bad_lines: tuple[BadLine, ...]) -> pa.Array:
    """Row numbers that count the bad lines which are no longer among the rows."""
    if not bad_lines:
        return numbers
    bad = np.array([line.row for line in bad_lines])
    # The k-th bad line stands before every row whose own count, k bad lines added, reaches it.
    before = np.searchsorted(bad - np.arange(len(bad)), numbers.to_numpy(), side="right")
    return pa.array(numbers.to_numpy() + before, pa.int64())


def _without_blank_rows(
    name: str,
    header: tuple[str, ...],
    cells: pa.Table,
    numbers: pa.Array,
    bad_lines: tuple[BadLine, ...],
) -> TextRows:
    blank = cells.column(0).is_null()
    for index in range(1, cells.num_columns):
        blank = pc.and_(blank, cells.column(index).is_null())
    rows = numbers.filter(blank.combine_chunks())
    if len(rows) == 0:
        return TextRows(name, header, cells, numbers, (), bad_lines)
    kept = pc.invert(blank)
    return TextRows(
        name,
        header,
        cells.filter(kept),
        numbers.filter(kept.combine_chunks()),
        tuple(rows.to_pylist()),
        bad_lines,
    )
