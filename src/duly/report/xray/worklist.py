"""Who is worth a call today?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Grid, Head, Prose, Section
from duly.report.cells import (
    account_cell,
    counted,
    currency_head,
    left_out,
    money_cell,
    one_currency,
    rows,
    with_currency,
)
from duly.report.figures import currency_unit, format_count
from duly.report.xray.facts import Xray, not_known, said, section

_SHOWN = 20


def worklist_section(xray: Xray) -> Section:
    """The first twenty accounts in the order of the JSON, which is by expected money."""
    if xray.get("worklist") is None:
        return section("worklist", not_known(xray, "worklist"))
    lines = rows(xray, "worklist")
    if not lines:
        quiet = Prose(("Nobody is worth a call today.",))
        return section("worklist", Card("Nobody to call", (quiet,)))
    common = one_currency(lines[:_SHOWN])
    whole = max(xray.get("worklist_count") or 0, len(lines))
    heads = (
        Head("Rank", is_figure=True),
        Head("Account"),
        Head("Do"),
        Head("Overdue", is_figure=True, unit=currency_unit(common)),
        Head("Expected", is_figure=True, unit=currency_unit(common)),
        *currency_head(common),
        Head("Oldest", is_figure=True, unit="days"),
        Head("Why"),
    )
    body = tuple(_row(line, common) for line in lines[:_SHOWN])
    grid = Grid(heads, body, more=left_out(whole, len(body)), caption="Worklist")
    return section("worklist", Card(f"{counted(whole, 'account')} to call today", (grid,)))


def _row(line: Mapping[str, Any], common: str) -> tuple[Cell, ...]:
    currency, action = line["currency"], line.get("action")
    money = (
        Cell(format_count(line.get("rank")), css="rank"),
        account_cell(line),
        Cell(words.title(action, kind="action") if action else "", css="chip act"),
        money_cell(line.get("overdue_units"), currency),
        money_cell(line.get("expected_units"), currency),
    )
    return (
        *with_currency(money, line, common),
        Cell(format_count(line.get("oldest_days")), hint="days the oldest open item is overdue"),
        Cell(" ".join(_reasons(line)), css="prose"),
    )


def _reasons(line: Mapping[str, Any]) -> list[str]:
    told = [said(reason, "worklist", line["currency"]) for reason in line.get("reasons") or []]
    return [text if text.endswith(".") else f"{text}." for text in told]
