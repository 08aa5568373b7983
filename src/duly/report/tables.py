"""How does any table of ours become a page one can read, print and forward?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from duly.report.blocks import Cell, Grid, Head
from duly.report.columns import ReportColumn, Row
from duly.report.figures import NOT_KNOWN, format_date
from duly.report.pages import render


def table_page(
    title: str,
    columns: Sequence[ReportColumn],
    rows: Iterable[Row],
    *,
    as_of: dt.date | str | None,
    notes: Sequence[str] = (),
) -> str:
    """One self-contained page with one table. A currency common to all rows stands in the heading.

    `columns` say what each value of a row holds; amounts are whole smallest units.
    """
    held = list(rows)
    body = tuple(tuple(_cell(column, row) for column in columns) for row in held)
    heads = tuple(Head(c.title, c.is_figure, _unit(c, held)) for c in columns)
    return render(
        "table.html",
        title=title,
        as_of=format_date(as_of) if as_of is not None else "",
        count=len(held),
        grid=Grid(heads, body),
        notes=tuple(notes),
    )


def _cell(column: ReportColumn, row: Row) -> Cell:
    shown = column.show(row)
    return Cell(shown, css="unknown" if shown == NOT_KNOWN else "")


def _unit(column: ReportColumn, rows: Sequence[Row]) -> str:
    if column.kind == "days":
        return "days"
    if column.currency_key is None:
        return ""
    held = {column.currency(row) for row in rows}
    return held.pop() if len(held) == 1 else ""
