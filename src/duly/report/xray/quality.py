"""Is everything that was read accounted for, and what was wrong with it?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Key, Prose, Section
from duly.report.charts.strip import Part, strip
from duly.report.figures import format_count, format_units
from duly.report.xray.facts import Xray, left_out, not_known, part, rows, section

_FINDINGS = 30
_ROWS = 20
_KINDS = (
    ("accepted", "accepted", "rows-accepted"),
    ("set_aside", "set aside", "rows-aside"),
    ("structural", "titles, totals, blank lines", "rows-structural"),
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
    read = format_count(counts["read"])
    sums = " + ".join(f"{each.shown} {each.name}" for each in parts)
    picture = Drawing(strip("Rows read", parts), keys)
    return Card("Rows", (picture, Prose((f"{read} read = {sums}",), css="sum")), is_half=True)


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
    body = tuple(
        (
            Cell(line["currency"]),
            *(
                Cell(format_units(line.get(key), line["currency"]))
                for key in ("read_units", "accepted_units", "set_aside_units")
            ),
        )
        for line in lines
    )
    return Card("Money", (Grid(heads, body),), is_half=True)


def _findings(xray: Xray) -> Card:
    if xray.get("quality") is None:
        return not_known(xray, "quality")
    lines = sorted(rows(xray, "quality"), key=lambda line: not line.get("set_aside"))
    if not lines:
        return Card("Findings", (Prose(("Nothing to find fault with.",)),))
    heads = (
        Head("Finding"),
        Head("What it means"),
        Head("Count", is_figure=True),
        Head("Money", is_figure=True),
        Head("Rows are"),
    )
    held = [line["currency"] for line in rows(xray, "money")]
    body = tuple(_finding(line, held) for line in lines[:_FINDINGS])
    return Card("Findings", (Grid(heads, body, more=left_out(len(lines), _FINDINGS)),))


def _finding(line: Mapping[str, Any], held: list[str]) -> tuple[Cell, ...]:
    name = words.title(line["code"], kind="finding")
    known = {**(line.get("sentence_args") or {}), "count": line.get("count")}
    said = words.sentence(line["code"], kind="finding", **known)
    aside = bool(line.get("set_aside"))
    return (
        Cell(name, css="account"),
        Cell("" if said == name else said, css="prose"),
        Cell(format_count(line.get("count"))),
        Cell(_money(line.get("units"), held)),
        Cell("set aside" if aside else "noted", css="chip warn" if aside else "chip"),
    )


def _money(units: Any, held: list[str]) -> str:
    """Money by currency; a bare number of units is only readable in a book of one currency."""
    by_currency = units if isinstance(units, Mapping) else {}
    if isinstance(units, int) and len(held) == 1:
        by_currency = {held[0]: units}
    said = [f"{c}\u00a0{format_units(u, c)}" for c, u in by_currency.items() if c in held and u]
    return ", ".join(said)


def _aside(xray: Xray) -> Card | None:
    lines = rows(xray, "quality_rows")
    if not lines:
        return None
    heads = (
        Head("Row", is_figure=True),
        Head("Finding"),
        Head("Column"),
        Head("What stands there"),
    )
    body = tuple(
        (
            Cell(format_count(line.get("row")) if line.get("row") is not None else "\u2013"),
            Cell(words.title(line["code"], kind="finding")),
            Cell(str(line.get("column") or "")),
            Cell(str(line.get("value") or ""), css="raw"),
        )
        for line in lines[:_ROWS]
    )
    grid = Grid(heads, body, more=left_out(len(lines), _ROWS))
    return Card("The first rows with findings", (grid,), note="rows as a spreadsheet counts them")
