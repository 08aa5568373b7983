"""How is a table shown so that no figure is cut off, however narrow the terminal is?"""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from duly.report.figures import NOT_KNOWN, clean_text

if TYPE_CHECKING:
    from rich.table import Table

    from duly.report.columns import ReportColumn

Row = Mapping[str, Any]

# Nobody's table is wider: what goes to a file or another program is never cut.
UNBOUNDED = 10_000
INDENT = "      "


def print_rows(heading: str, columns: Sequence[ReportColumn], rows: Sequence[Row]) -> None:
    """A table where it fits, upright or lying on its side; else one paragraph a row."""
    from rich.console import Console
    from rich.measure import Measurement

    console = Console(width=width(), highlight=False)
    typer.echo(heading)
    for table in (_table(columns, rows), _on_its_side(columns, rows)):
        needed = Measurement.get(console, console.options.update(width=UNBOUNDED), table).maximum
        if needed <= console.width:
            console.print(table)
            return
    for row in rows:
        typer.echo("")
        for line in _paragraph(columns, row, console.width):
            typer.echo(line)
    typer.echo("")


def width() -> int:
    """As wide as the terminal, or as COLUMNS says; a file or another program sets no bound."""
    if os.environ.get("COLUMNS", "").isdigit() or sys.stdout.isatty():
        return shutil.get_terminal_size().columns
    return UNBOUNDED


def _table(columns: Sequence[ReportColumn], rows: Sequence[Row]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column.title, justify="right" if column.is_figure else "left")
    for row in rows:
        # Text, not markup: a customer's name may hold [brackets].
        table.add_row(*[Text(clean_text(column.show(row))) for column in columns])
    return table


def _on_its_side(columns: Sequence[ReportColumn], rows: Sequence[Row]) -> Table:
    """One line a column, for few rows of many figures: the texts that name a row head it."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    lead = _leading(columns)
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(" ".join(column.title for column in columns[:lead]))
    for row in rows:
        head = "  ".join(column.show(row) for column in columns[:lead])
        table.add_column(Text(clean_text(head)), justify="right")
    for column in columns[lead:]:
        table.add_row(column.title, *[Text(clean_text(column.show(row))) for row in rows])
    return table


def _paragraph(columns: Sequence[ReportColumn], row: Row, wide: int) -> Iterator[str]:
    """The texts that name the row lead it; then each known value with its title."""
    lead = _leading(columns)
    yield "  ".join(clean_text(columns[place].show(row)) for place in range(lead))
    parts = [
        f"{column.title} {column.show(row)}" for column in columns[lead:] if _is_known(column, row)
    ]
    for line in textwrap.wrap("; ".join(parts), max(wide - len(INDENT), 20)):
        yield INDENT + clean_text(line)


def _leading(columns: Sequence[ReportColumn]) -> int:
    """How many columns name the row: up to and with the name, else the first."""
    keys = [column.key for column in columns]
    return keys.index("name") + 1 if "name" in keys else 1


def _is_known(column: ReportColumn, row: Row) -> bool:
    """Also leaves out amounts of nothing: a paragraph tells what there is."""
    is_amount = column.kind == "units" and not column.is_told_at_zero
    is_nothing = is_amount and row.get(column.key) == 0
    return not is_nothing and column.show(row) not in ("", NOT_KNOWN)
