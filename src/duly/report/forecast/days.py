"""How much comes on each of the next days?"""

from __future__ import annotations

from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Key, Section
from duly.report.cells import PageFacts, titled
from duly.report.charts.ranges import Range, ranges
from duly.report.figures import (
    currency_name,
    currency_unit,
    format_short_amount,
    format_short_date,
    format_whole_amount,
)
from duly.report.forecast.facts import (
    MOST_CURRENCIES,
    Lines,
    currencies,
    quiet,
    section,
    spans,
)


def days_section(facts: PageFacts) -> Section:
    """Per currency the days as ranges; the figures are folded away."""
    held = [each for each in currencies(facts) if spans(facts, "days", each)][:MOST_CURRENCIES]
    if not held:
        return section("daily_cash", quiet("nothing_to_come", "Nothing to come"))
    is_half = len(held) > 1
    cards = [_card(spans(facts, "days", each), each, is_half=is_half) for each in held]
    return section("daily_cash", *cards)


def _card(days: Lines, currency: str, *, is_half: bool) -> Card:
    drawn = ranges(
        f"Cash by day in {currency_name(currency)}: range of four cases in five, and its middle",
        [
            Range(
                format_short_date(line.get("day_on")),
                line.get("p10_units"),
                line.get("p50_units"),
                line.get("p90_units"),
                _hint(line, currency),
            )
            for line in days
        ],
        lambda units: format_short_amount(round(units), currency),
    )
    keys = (Key("four cases of five", "fan-band"), Key("middle (P50)", "middle"))
    title = titled("Cash by day", currency)
    return Card(title, (Drawing(drawn, keys), _table(days, currency)), is_half=is_half)


def _hint(line: PageFacts, currency: str) -> str:
    low, middle, high = (
        format_whole_amount(line.get(f"{level}_units"), currency) for level in ("p10", "p50", "p90")
    )
    return f"{middle}, in four cases of five {low} to {high}"


def _table(days: Lines, currency: str) -> Grid:
    unit, levels = currency_unit(currency), ("P10", "P50", "P90", "Expected")
    heads = (Head("Day"), *(Head(level, is_figure=True, unit=unit) for level in levels))
    body = tuple(
        (
            Cell(format_short_date(line.get("day_on"))),
            *(_cell(line.get(f"{level.lower()}_units"), currency) for level in levels),
        )
        for line in days
    )
    caption = titled("Cash by day", currency)
    return Grid(heads, body, stacks=False, caption=caption, folded="The days as a table")


def _cell(units: int | None, currency: str) -> Cell:
    return Cell(format_whole_amount(units, currency), css="unknown" if units is None else "")
