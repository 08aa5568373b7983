"""How much of the money hangs on a few debtors?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Section
from duly.report.charts.bars import Bar, bars
from duly.report.figures import format_number, format_share, format_short_amount, format_units
from duly.report.xray.facts import Xray, account_cell, account_name, rows, section

_TOP = 10
_MOST_CURRENCIES = 3


def concentration_section(xray: Xray) -> Section | None:
    """Per currency the largest debtors, drawn and listed with the share up to each."""
    cards: list[Card] = []
    for line in rows(xray, "concentration")[:_MOST_CURRENCIES]:
        if line.get("top"):
            cards += [_drawn(line), _listed(line)]
    return section("concentration", *cards) if cards else None


def _drawn(line: Mapping[str, Any]) -> Card:
    currency, top = line["currency"], line["top"][:_TOP]
    drawn = [
        Bar(
            account_name(each),
            each.get("share") or 0.0,
            f"{format_short_amount(each['units'], currency)} \u00b7 {format_share(each.get('share'))}",
        )
        for each in top
    ]
    picture = bars(f"Largest debtors in {currency} by share of open receivables", drawn)
    note = "the full width is all that is owed"
    return Card(f"Largest debtors \u00b7 {currency}", (Drawing(picture),), note, is_half=True)


def _listed(line: Mapping[str, Any]) -> Card:
    currency, reached = line["currency"], 0.0
    body = []
    for each in line["top"][:_TOP]:
        reached += each.get("share") or 0.0
        amount = Cell(format_units(each["units"], currency))
        body.append((account_cell(each), amount, Cell(format_share(reached))))
    heads = (
        Head("Account"),
        Head("Open", is_figure=True, unit=currency),
        Head("Share up to here", is_figure=True),
    )
    hhi = line.get("hhi")
    note = "" if hhi is None else f"concentration index (HHI) {format_number(hhi, 3)}"
    return Card(
        f"Their balances \u00b7 {currency}",
        (Grid(heads, tuple(body), stacks=False),),
        note,
        is_half=True,
    )
