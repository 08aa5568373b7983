"""Which accounts left their own usual path?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Grid, Head, Prose, Section
from duly.report.xray.facts import (
    Xray,
    account_cell,
    currency_head,
    left_out,
    money_cell,
    not_known,
    one_currency,
    rows,
    said,
    section,
    with_currency,
)

_SHOWN = 20


def warnings_section(xray: Xray) -> Section:
    """The first twenty warnings in the order of the JSON, which is by what is at stake."""
    if xray.get("warnings") is None:
        return section("warnings", not_known(xray, "warnings", "behaviour", "paid.late_share"))
    lines = rows(xray, "warnings")
    if not lines:
        quiet = Prose(("No account left its usual path.",))
        return section("warnings", Card("Nothing to report", (quiet,)))
    common = one_currency(lines)
    heads = (
        Head("Account"),
        Head("Signal"),
        Head("What is seen"),
        Head("Open", is_figure=True, unit=common),
        *currency_head(common),
    )
    body = tuple(with_currency(_row(line), line, common) for line in lines[:_SHOWN])
    grid = Grid(heads, body, more=left_out(len(lines), _SHOWN))
    return section("warnings", Card(_heading(len(lines)), (grid,)))


def _heading(count: int) -> str:
    return "One warning" if count == 1 else f"{count:,} warnings"


def _row(line: Mapping[str, Any]) -> tuple[Cell, ...]:
    seen = said(line, "warning")
    name = words.title(line["code"], kind="warning")
    return (
        account_cell(line),
        Cell(name, css="chip warn"),
        Cell("" if seen == name else seen, css="prose"),
        money_cell(line.get("open_units"), line.get("currency")),
    )
