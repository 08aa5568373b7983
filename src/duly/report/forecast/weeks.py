"""How much comes in each week, and how surely?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Key, Prose, Section
from duly.report.cells import PageFacts, fewer_currencies, titled
from duly.report.charts.lines import Band, Line, lines
from duly.report.figures import (
    currency_name,
    format_short_amount,
    format_short_date,
    format_whole_amount,
)
from duly.report.forecast.facts import (
    ALL,
    MOST_CURRENCIES,
    OPEN,
    TO_COME,
    Lines,
    currencies,
    expected,
    quiet,
    section,
    spans,
)


def weeks_section(facts: PageFacts) -> Section:
    """Per currency a fan of the weeks and their table."""
    held = [each for each in currencies(facts) if spans(facts, "weeks", each)]
    if not held:
        return section("weekly_cash", quiet("nothing_to_come", "Nothing to come"))
    more = fewer_currencies(held, MOST_CURRENCIES)
    rest = Card("Other currencies", (Prose((more,)),)) if more else None
    return section("weekly_cash", *(_card(facts, each) for each in held[:MOST_CURRENCIES]), rest)


def _card(facts: PageFacts, currency: str) -> Card:
    by_source = {source: spans(facts, "weeks", currency, source) for source in (ALL, OPEN, TO_COME)}
    blocks = (_fan(by_source, currency), _table(by_source, currency))
    return Card(titled("Cash by week", currency), blocks, "in whole units of the currency")


def _fan(by_source: Mapping[str, Lines], currency: str) -> Drawing:
    weeks = by_source[ALL]
    open_only = {line["week"]: line.get("p50_units") for line in by_source[OPEN]}
    drawn = lines(
        f"Cash by week in {currency_name(currency)}: band of four cases in five, and its middle",
        [format_short_date(line.get("week_start")) for line in weeks],
        [
            Line("Middle, open today only", [open_only.get(w["week"]) for w in weeks], "second"),
            Line("Middle", [line.get("p50_units") for line in weeks], "first"),
        ],
        lambda units: format_short_amount(round(units), currency),
        Band(
            [line.get("p10_units") for line in weeks],
            [line.get("p90_units") for line in weeks],
        ),
        css="fan",
    )
    keys = (
        Key("four cases of five", "fan-band"),
        Key("middle (P50)", "first"),
        Key("of which from invoices open today", "second"),
    )
    return Drawing(drawn, keys)


def _table(by_source: Mapping[str, Lines], currency: str) -> Grid:
    figures = ("P10", "P50", "P90", "Expected", "of it open", "to come")
    heads = (Head("Week from"), *(Head(each, is_figure=True) for each in figures))
    parts = [
        {line["week"]: line.get("expected_units") for line in by_source[source]}
        for source in (OPEN, TO_COME)
    ]
    body = tuple(
        (
            Cell(format_short_date(line.get("week_start")), css="lead"),
            *(_cell(line.get(key), currency) for key in _BAND),
            *(_cell(each.get(line["week"]), currency) for each in parts),
        )
        for line in by_source[ALL]
    )
    return Grid(heads, body, foot=_foot(by_source, currency), caption=titled("Weeks", currency))


_BAND = ("p10_units", "p50_units", "p90_units", "expected_units")


def _foot(by_source: Mapping[str, Lines], currency: str) -> tuple[Cell, ...]:
    """Only what is expected adds up; the sum of tenths is not the tenth of the sum."""
    apart = Cell("\u2013", hint="does not add up", css="faint")
    sums = (_cell(expected(by_source[source]), currency) for source in (ALL, OPEN, TO_COME))
    return (Cell("All weeks", css="lead"), apart, apart, apart, *sums)


def _cell(units: Any, currency: str) -> Cell:
    shown = format_whole_amount(units, currency)
    return Cell(shown, css="unknown" if units is None else "")
