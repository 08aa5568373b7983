"""How old is the money, per currency?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from duly.report import words
from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Prose, Section
from duly.report.cells import rows
from duly.report.charts.stacked_ageing import ageing_shades, stacked_ageing
from duly.report.charts.svg import tag
from duly.report.figures import (
    currency_name,
    currency_unit,
    format_count,
    format_share,
    format_short_amount,
    format_units,
)
from duly.report.xray.facts import CREDITS, Xray, bucket_name, currencies, not_known, section

Lines = Sequence[Mapping[str, Any]]


def ageing_section(xray: Xray) -> Section:
    """One card per currency; or why nothing is known."""
    by_currency = {
        currency: [line for line in rows(xray, "ageing") if line["currency"] == currency]
        for currency in currencies(xray)
    }
    if not any(by_currency.values()):
        return section("ageing", not_known(xray, "ageing", "open_units"))
    held = {currency: lines for currency, lines in by_currency.items() if _is_anything(lines)}
    if not held:
        quiet = Prose((words.sentence("nothing_open", kind="unknown"),))
        return section("ageing", Card("Nothing to age", (quiet,)))
    cards = [_card(currency, lines, is_half=len(held) > 1) for currency, lines in held.items()]
    return section("ageing", *cards)


def _is_anything(lines: Lines) -> bool:
    return any(line["units"] or line.get("items") for line in lines)


def _card(currency: str, lines: Lines, *, is_half: bool) -> Card:
    aged = [line for line in lines if line["bucket"] not in CREDITS]
    apart = [line for line in lines if line["bucket"] in CREDITS and line["units"]]
    shades = ageing_shades(len(aged))
    whole = sum(line["units"] for line in aged)
    named = [
        (bucket_name(line["bucket"]), line["units"], format_short_amount(line["units"], currency))
        for line in aged
    ]
    grid = Grid(
        heads=_heads(currency),
        rows=tuple(
            _row(line, currency, whole, shade) for line, shade in zip(aged, shades, strict=True)
        ),
        foot=_foot(aged, whole, currency),
        stacks=False,
        caption=f"Ageing in {currency_name(currency)}",
    )
    picture = Drawing(stacked_ageing(f"Ageing of {currency_name(currency)} receivables", named))
    shown_apart = (_credits(apart, currency, whole),) if apart else ()
    drawn = (picture,) if whole > 0 else ()
    return Card(currency_name(currency), (*drawn, grid, *shown_apart), is_half=is_half)


def _heads(currency: str) -> tuple[Head, ...]:
    return (
        Head("Days past due"),
        Head("Amount", is_figure=True, unit=currency_unit(currency)),
        Head("Share", is_figure=True),
        Head("Items", is_figure=True),
    )


def _row(line: Mapping[str, Any], currency: str, whole: int, shade: str) -> tuple[Cell, ...]:
    share = line["units"] / whole if whole > 0 else None
    return (
        Cell(bucket_name(line["bucket"]), picture=swatch(shade), css="bucket"),
        _amount(line["units"], line.get("disputed_units"), currency),
        Cell(format_share(share)),
        Cell(format_count(line.get("items"))),
    )


def _foot(lines: Lines, whole: int, currency: str) -> tuple[Cell, ...]:
    counts = [line.get("items") for line in lines]
    items = None if None in counts else sum(count for count in counts if count is not None)
    disputed = sum(line.get("disputed_units") or 0 for line in lines)
    return (
        Cell("Total"),
        _amount(whole, disputed, currency),
        Cell(format_share(1) if whole > 0 else ""),
        Cell(format_count(items)),
    )


def _amount(units: int, disputed: int | None, currency: str) -> Cell:
    of_which = f"{format_units(disputed, currency)} disputed" if disputed else ""
    return Cell(format_units(units, currency), detail=of_which)


def _credits(lines: Lines, currency: str, aged: int) -> Grid:
    """The credits, and what is open less them: the figure at the top of the page."""
    units = sum(line["units"] for line in lines)
    row = (Cell("Credits not yet applied"), Cell(format_units(units, currency)))
    foot = (Cell("Open, less credits"), Cell(format_units(aged + units, currency)))
    heads = (
        Head("Shown apart, not aged"),
        Head("Amount", is_figure=True, unit=currency_unit(currency)),
    )
    return Grid(heads, (row,), foot, stacks=False, caption=f"Credits in {currency_name(currency)}")


def swatch(css: str) -> Markup:
    """A small field of a chart's colour, so that the table is its legend."""
    square = tag("rect", width=10, height=10, rx=2)
    return tag("svg", [square], css=f"swatch {css}", width=10, height=10, aria_hidden="true")
