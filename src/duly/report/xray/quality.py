"""Is everything that was read accounted for, and what was wrong with it?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Key, Prose, Section
from duly.report.cells import left_out, part, rows
from duly.report.charts.strip import Part, strip
from duly.report.figures import (
    NO_CURRENCY,
    currency_name,
    currency_unit,
    format_count,
    format_units,
)
from duly.report.xray.facts import Xray, not_known, section

_FINDINGS = 30
_ROWS = 20
_KINDS = (
    ("accepted", "accepted", "rows-accepted"),
    ("set_aside", "set aside", "rows-aside"),
)


def quality_section(xray: Xray) -> Section:
    """Rows and money reconciled, the findings, and the first rows that were set aside."""
    return section("quality", _rows_card(xray), _money_card(xray), _findings(xray), _aside(xray))


def _rows_card(xray: Xray) -> Card | None:
    counts = part(xray, "rows")
    if counts.get("read") is None:
        return None
    parts = [
        Part(name, counts.get(key) or 0, format_count(counts.get(key) or 0), css)
        for key, name, css in _KINDS
    ]
    keys = tuple(Key(each.name, each.css, each.shown) for each in parts)
    picture = Drawing(strip("Rows read", parts), keys)
    return Card("Rows", (picture, Prose(_sums(counts), css="sum")), is_half=True)


def _sums(counts: Mapping[str, Any]) -> tuple[str, ...]:
    """The rows tie; lines without data were never rows, and stand beside."""
    read, accepted, aside = (counts.get(key) or 0 for key in ("read", "accepted", "set_aside"))
    ties = words.sentence("rows_tie", kind="page", read=read, accepted=accepted, aside=aside)
    other = counts.get("structural")
    return (ties, words.sentence("other_lines", kind="page", count=other)) if other else (ties,)


def _money_card(xray: Xray) -> Card | None:
    lines = rows(xray, "money")
    if not lines:
        return None
    heads = (
        Head("Currency"),
        Head("Read", is_figure=True),
        Head("Accepted", is_figure=True),
        Head("Set aside", is_figure=True),
    )
    body = tuple(_money_row(line) for line in lines)
    return Card("Money", (Grid(heads, body, caption="Money"),), is_half=True)


def _money_row(line: Mapping[str, Any]) -> tuple[Cell, ...]:
    """Amounts whose currency could not be read count as if they had two decimals."""
    currency = line["currency"] or NO_CURRENCY
    keys = ("read_units", "accepted_units", "set_aside_units")
    name = currency_name(currency) if line["currency"] else "currency not read"
    return (Cell(name, css="lead"), *(Cell(format_units(line.get(key), currency)) for key in keys))


def _findings(xray: Xray) -> Card:
    if xray.get("quality") is None:
        return not_known(xray, "quality")
    lines = sorted(rows(xray, "quality"), key=lambda line: not line.get("set_aside"))
    if not lines:
        return Card("Findings", (Prose(("Nothing to find fault with.",)),))
    held = [line["currency"] for line in rows(xray, "money") if line["currency"]]
    shows_table = len({line.get("table") for line in lines}) > 1
    shown = lines[:_FINDINGS]
    shows_money = any(_money(line.get("units"), held) for line in shown)
    heads = (
        Head("Finding"),
        Head("What it means"),
        Head("Count", is_figure=True),
        *((Head("Money", is_figure=True),) if shows_money else ()),
        Head("Rows are"),
    )
    body = tuple(
        _finding(line, shows_table, (_money(line.get("units"), held),) if shows_money else ())
        for line in shown
    )
    more = left_out(len(lines), _FINDINGS)
    return Card("Findings", (Grid(heads, body, more=more, caption="Findings"),))


def _count(line: Mapping[str, Any]) -> str:
    """How many; a finding about the file as a whole is not so many rows."""
    is_counted = words.is_counted(line["code"], kind="finding")
    return format_count(line.get("count")) if is_counted else "whole file"


def _where(line: Mapping[str, Any], shows_table: bool) -> str:
    table = line.get("table")
    return f"in {words.readable(table).lower()}" if table and shows_table else ""


def _finding(
    line: Mapping[str, Any], shows_table: bool, money: tuple[str, ...]
) -> tuple[Cell, ...]:
    name = words.title(line["code"], kind="finding")
    known = {**(line.get("sentence_args") or {}), "count": line.get("count")}
    said = words.sentence(line["code"], kind="finding", **known)
    aside = bool(line.get("set_aside"))
    return (
        Cell(name, detail=_where(line, shows_table), css="account"),
        Cell("" if said == name else said, css="prose"),
        Cell(_count(line)),
        *(Cell(amount) for amount in money),
        Cell("set aside" if aside else "noted", css="chip warn" if aside else "chip"),
    )


def _money(units: Any, held: list[str]) -> str:
    """Money by currency, of the currencies that the book really holds."""
    by_currency = units or {}
    said = [
        f"{currency_unit(currency)}\u00a0{format_units(amount, currency)}".strip("\u00a0")
        for currency, amount in by_currency.items()
        if currency in held and amount
    ]
    return ", ".join(said)


def _aside(xray: Xray) -> Card | None:
    lines = rows(xray, "quality_rows")
    if not lines:
        return None
    shows_file = len({line.get("file") for line in lines}) > 1
    heads = (
        Head("Row", is_figure=True),
        *((Head("File"),) if shows_file else ()),
        Head("Finding"),
        Head("Column"),
        Head("What stands there"),
    )
    body = tuple(
        (
            Cell(format_count(line.get("row")) if line.get("row") is not None else "\u2013"),
            *((Cell(str(line.get("file") or "")),) if shows_file else ()),
            Cell(words.title(line["code"], kind="finding")),
            Cell(str(line.get("column") or "")),
            Cell(str(line.get("value") or ""), css="raw"),
        )
        for line in lines[:_ROWS]
    )
    found = sum(
        line.get("count") or 0
        for line in rows(xray, "quality")
        if words.is_counted(line["code"], kind="finding")
    )
    grid = Grid(heads, body, more=left_out(max(found, len(lines)), _ROWS), caption="Rows")
    return Card("The first rows with findings", (grid,), note="rows as a spreadsheet counts them")
