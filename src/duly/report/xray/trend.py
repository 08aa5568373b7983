"""How long does money take to come in, how much of that is lateness, and which way does it go?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report.blocks import Card, Drawing, Key, Section
from duly.report.cells import titled
from duly.report.charts.columns import Column, columns
from duly.report.charts.lines import Band, Line, lines
from duly.report.figures import (
    currency_name,
    format_days,
    format_month,
    format_number,
    format_short_amount,
    format_units,
)
from duly.report.xray.facts import Xray, currencies, month_ends, not_known, section
from duly.report.xray.metric_family import metric_family

_MOST_CURRENCIES = 3


def trend_section(xray: Xray) -> Section:
    """The metrics of every currency, then the past month ends of the largest ones."""
    drawn = [
        card
        for currency in currencies(xray)[:_MOST_CURRENCIES]
        for card in _cards(currency, month_ends(xray, currency))
    ]
    family = metric_family(xray)
    if not drawn and family is None:
        return section("trend", not_known(xray, "trend", "dso_days", "metrics"))
    return section("trend", *drawn, family)


def _cards(currency: str, ends: list[Mapping[str, Any]]) -> list[Card]:
    if len(ends) < 2:
        return []
    cards = []
    if any(line.get("dso_days") is not None for line in ends):
        cards.append(_dso_card(currency, ends))
    cards.append(_open_card(currency, ends))
    return cards


def _dso_card(currency: str, ends: list[Mapping[str, Any]]) -> Card:
    dso = [line.get("dso_days") for line in ends]
    best = [line.get("bpdso_days") for line in ends]
    labels = [format_month(line["on"]) for line in ends]
    picture = lines(
        f"DSO and best possible DSO, {currency_name(currency)}, {labels[0]} to {labels[-1]}",
        labels,
        [Line("DSO", dso, "first"), Line("Best possible DSO", best, "second")],
        lambda days: format_number(days, 1),
        band=Band(best, dso),
    )
    keys = (
        Key("DSO", "first", format_days(dso[-1])),
        Key("Best possible", "second", format_days(best[-1])),
        Key("between them: lateness", "band"),
    )
    title = titled("DSO", currency)
    return Card(title, (Drawing(picture, keys),), note="days", is_half=True)


def _open_card(currency: str, ends: list[Mapping[str, Any]]) -> Card:
    bars = [
        Column(
            format_month(line["on"]),
            line.get("open_units"),
            line.get("overdue_units"),
            hint=_open_hint(line, currency),
        )
        for line in ends
    ]
    picture = columns(
        f"Open and overdue receivables, {currency_name(currency)}, by month end",
        bars,
        lambda units: format_short_amount(round(units), currency),
    )
    last = ends[-1]
    keys = (
        Key("Open", "column", format_units(last.get("open_units"), currency)),
        Key("of which overdue", "set-off", format_units(last.get("overdue_units"), currency)),
    )
    title = titled("Open and overdue", currency)
    return Card(title, (Drawing(picture, keys),), note="at month end", is_half=True)


def _open_hint(line: Mapping[str, Any], currency: str) -> str:
    opened, late = line.get("open_units"), line.get("overdue_units")
    return f"{format_units(opened, currency)} open, {format_units(late, currency)} overdue"
