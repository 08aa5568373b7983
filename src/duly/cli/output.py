"""Where does a result go: the terminal, and the files that were asked for?"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from duly.report.columns import ReportColumn

TERMINAL = Path("-")
# Spreading a table over lines takes ten times as long as writing it in one.
MOST_SPREAD = 2_000
MOST_TERMINAL_ROWS = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """The files a command was asked to write; None where it was not."""

    json: Path | None = None
    csv: Path | None = None
    xlsx: Path | None = None
    html: Path | None = None
    save_mapping: Path | None = None

    @property
    def json_on_terminal(self) -> bool:
        return self.json == TERMINAL


@dataclass(frozen=True, slots=True)
class Result:
    """A table with its heading, as of a day, and what else the JSON should say.

    `file_columns` are those of CSV and XLSX where a spreadsheet wants others than a reader.
    """

    title: str
    as_of: date
    columns: Sequence[ReportColumn]
    rows: Sequence[Mapping[str, Any]]
    notes: Sequence[str] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    file_columns: Sequence[ReportColumn] = ()


def deliver(result: Result, wanted: Wanted) -> None:
    """Print the table and write every file asked for; each is whole or not there at all."""
    if wanted.json is not None:
        content = {"as_of": result.as_of, **result.facts, "rows": list(result.rows)}
        write_json(content, wanted.json)
    columns = result.file_columns or result.columns
    if wanted.csv is not None:
        from duly.report.csv_file import write_csv

        write_csv(wanted.csv, columns, result.rows)
    if wanted.xlsx is not None:
        from duly.report.xlsx_file import Sheet, write_xlsx

        write_xlsx(wanted.xlsx, [Sheet(result.title[:31], columns, result.rows)])
    if wanted.html is not None:
        _write_page(result, wanted.html)
    if not wanted.json_on_terminal:
        _print_table(result)


def write_json(content: Mapping[str, Any], path: Path) -> None:
    """Dates as ISO text, floats as they are, None as null. Long tables come without line breaks."""
    is_long = any(isinstance(part, list) and len(part) > MOST_SPREAD for part in content.values())
    text = json.dumps(
        content,
        indent=None if is_long else 2,
        ensure_ascii=False,
        default=_as_text,
        allow_nan=False,
    )
    if path == TERMINAL:
        typer.echo(text)
        return
    from duly.report.text_file import write_text

    write_text(path, text + "\n")


def _as_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def _write_page(result: Result, path: Path) -> None:
    from duly.report.tables import table_page
    from duly.report.text_file import write_text

    page = table_page(
        result.title, result.columns, result.rows, as_of=result.as_of, notes=result.notes
    )
    write_text(path, page)


def _print_table(result: Result) -> None:
    from duly.cli.terminal import print_rows

    heading = f"{result.title}, as of {result.as_of}"
    if not result.rows:
        typer.echo(f"{heading}: nothing to show")
        return
    print_rows(heading, result.columns, result.rows[:MOST_TERMINAL_ROWS])
    left = len(result.rows) - MOST_TERMINAL_ROWS
    if left > 0:
        typer.echo(f"… and {left:,} more; write them with --csv, --xlsx or --json FILE")
    for note in result.notes:
        typer.echo(note)
