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
    """One self-contained page with one table.

    `columns` say what each value of a row holds; amounts are whole smallest units. A currency is
    said once: in the heading if all rows share it, else by a column of its own, else in the cell.
    """
    held = list(rows)
    heads = tuple(Head(c.title, c.is_figure, _unit(c, held)) for c in columns)
    shown = {column.key for column in columns}
    body = tuple(
        tuple(_cell(c, row, head, shown) for c, head in zip(columns, heads, strict=True))
        for row in held
    )
    return render(
        "table.html",
        title=title,
        as_of=format_date(as_of) if as_of is not None else "",
        count=len(held),
        grid=Grid(heads, body, caption=title),
        notes=tuple(notes),
    )


def _cell(column: ReportColumn, row: Row, head: Head, shown: set[str]) -> Cell:
    text = column.show(row)
    if text == NOT_KNOWN:
        return Cell(text, css="unknown")
    is_bare = column.kind == "units" and not head.unit and column.currency_key not in shown
    return Cell(f"{column.currency(row)}\u00a0{text}" if is_bare else text)


def _unit(column: ReportColumn, rows: Sequence[Row]) -> str:
    if column.kind == "days":
        return "days"
    held = {column.currency(row) for row in rows}
    return held.pop() if len(held) == 1 else ""
