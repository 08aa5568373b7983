"""How much of the money hangs on a few debtors?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Prose, Section
from duly.report.cells import account_cell, account_name, fewer_currencies, rows, titled
from duly.report.charts.bars import Bar, bars
from duly.report.figures import (
    currency_name,
    currency_unit,
    format_number,
    format_share,
    format_units,
)
from duly.report.xray.facts import Xray, currencies, not_known, section

_TOP = 10
_MOST_CURRENCIES = 3


def concentration_section(xray: Xray) -> Section:
    """Per currency the largest debtors, drawn and listed with the share up to each."""
    if xray.get("concentration") is None:
        return section("concentration", not_known(xray, "concentration", "open_units"))
    order = {currency: place for place, currency in enumerate(currencies(xray))}
    lines = [line for line in rows(xray, "concentration") if line.get("top")]
    lines = sorted(lines, key=lambda line: order.get(line["currency"], len(order)))
    if not lines:
        quiet = Prose((words.sentence("nothing_open", kind="unknown"),))
        return section("concentration", Card("Nobody owes anything", (quiet,)))
    more = fewer_currencies([line["currency"] for line in lines], _MOST_CURRENCIES)
    shown = [_card(line) for line in lines[:_MOST_CURRENCIES]]
    rest = [Card("Other currencies", (Prose((more,)),), is_half=True)] if more else []
    return section("concentration", *shown, *rest)


def _card(line: Mapping[str, Any]) -> Card:
    hhi = line.get("hhi")
    index = "" if hhi is None else f" \u00b7 concentration index (HHI) {format_number(hhi, 3)}"
    return Card(
        titled("Largest debtors", line["currency"]),
        (_drawn(line), _listed(line)),
        f"the full width is all that is owed{index}",
        is_half=True,
    )


def _drawn(line: Mapping[str, Any]) -> Drawing:
    currency, top = line["currency"], line["top"][:_TOP]
    drawn = [
        Bar(
            account_name(each),
            each.get("share") or 0.0,
            _shown(each, currency),
        )
        for each in top
    ]
    return Drawing(
        bars(f"Largest debtors in {currency_name(currency)} by share of open receivables", drawn)
    )


def _shown(each: Mapping[str, Any], currency: str) -> str:
    return f"{format_units(each['units'], currency)} \u00b7 {format_share(each.get('share'))}"


def _listed(line: Mapping[str, Any]) -> Grid:
    currency, reached = line["currency"], 0.0
    body = []
    for each in line["top"][:_TOP]:
        reached += each.get("share") or 0.0
        amount = Cell(format_units(each["units"], currency))
        body.append((account_cell(each), amount, Cell(format_share(reached))))
    heads = (
        Head("Account"),
        Head("Open", is_figure=True, unit=currency_unit(currency)),
        Head("Share up to here", is_figure=True),
    )
    return Grid(
        heads,
        tuple(body),
        stacks=False,
        caption=titled("Largest debtors", currency),
        folded="As a table, with the share up to each",
    )
