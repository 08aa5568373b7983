"""How do the cells of a CSV file or a sheet come before the rules?"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from duly.book.engines import Engine
from duly.book.findings import Finding
from duly.book.reading.csvfile import read_csv
from duly.book.reading.header import Header, match_header
from duly.book.reading.judging import MAX_SHOWN
from duly.book.reading.rows import ROW, Rows
from duly.book.reading.sources import Source
from duly.book.reading.textrows import TextRows
from duly.book.reading.workbook import read_sheet
from duly.book.schema import TableSchema


def read_text(source: Source, schema: TableSchema, engine: Engine) -> tuple[Rows, Header, TextRows]:
    """The rows with their cells as `text_NAME`, looked at where Arrow holds them: see `release`.

    Raises `BadInput` for what is not such a file.
    """
    if source.sheet is None:
        content = read_csv(source.path)
    else:
        content = read_sheet(source.path, source.sheet)
    header = match_header(content.header, schema, file=source.file)
    cells = {f"text_{name}": content.cells.column(at) for name, at in header.positions.items()}
    engine.backend.con.register(_view(schema), pa.table({ROW: content.numbers, **cells}))
    table = engine.backend.table(_view(schema))
    given = frozenset(header.positions)
    rows = Rows(source, schema, table, given, is_text=True, is_tidy=content.is_tidy)
    return rows, header, content


def release(rows: Rows, engine: Engine) -> None:
    """Let go of the text, once the values are kept; it is as large as the file."""
    if rows.is_text:
        engine.backend.con.unregister(_view(rows.schema))


def _view(schema: TableSchema) -> str:
    return f"duly_text_{schema.name}"


def line_findings(content: TextRows, table: str) -> Iterator[Finding]:
    """What is to say about lines that are no rows: blank ones, and those with too many cells."""
    for row in content.blank_rows:
        yield Finding("blank_row", table, set_aside=False, file=content.file, row=row)
    for line in content.bad_lines:
        yield Finding(
            "wrong_cell_count",
            table,
            set_aside=True,
            file=content.file,
            row=line.row,
            value=line.text[:MAX_SHOWN],
        )
