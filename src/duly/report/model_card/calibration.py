"""Do chances come true as often as they say?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from duly.report.blocks import Block, Card, Cell, Drawing, Grid, Head, Key, Prose, Section
from duly.report.cells import PageFacts, counted, part, rows
from duly.report.charts.calibration import Level, calibration
from duly.report.figures import NOT_KNOWN, format_count, format_share
from duly.report.model_card.facts import missing, section
from duly.report.sentences import bold_sentence


def calibration_section(facts: PageFacts) -> Section:
    """The chance of lateness in tenths, and the levels of the day of payment."""
    known = part(facts, "calibration")
    cards = [_late(known), _levels(known)]
    return section("chances_of_lateness", *(cards if any(cards) else [missing()]))


def _late(known: PageFacts) -> Card | None:
    tenths = [line for line in rows(known, "late") if line.get("observed") is not None]
    if not tenths:
        return None
    levels = [_tenth(line) for line in rows(known, "late")]
    drawn = calibration("Forecast chance of lateness against the share that came late", levels)
    keys = (
        Key("came late", "first"),
        Key("as forecast", "diagonal"),
        Key("invoices", "count"),
    )
    heads = (
        Head("Chance forecast"),
        Head("Invoices", is_figure=True),
        Head("Mean forecast", is_figure=True),
        Head("Came late", is_figure=True),
    )
    body = tuple(
        (
            Cell(f"{format_share(line.get('from'), 0)} to {format_share(line.get('to'), 0)}"),
            Cell(format_count(line.get("count"))),
            _share(line.get("forecast")),
            _share(line.get("observed")),
        )
        for line in rows(known, "late")
    )
    table = Grid(heads, body, stacks=False, caption="Chance of lateness", folded="As a table")
    blocks: tuple[Block, ...] = (Drawing(drawn, keys), *_gap(tenths), table)
    return Card("The chance of being late", blocks, "by tenths of the forecast", is_half=True)


def _tenth(line: PageFacts) -> Level:
    count = line.get("count") or 0
    hint = (
        f"forecast {format_share(line.get('forecast'))}, came late "
        f"{format_share(line.get('observed'))}, of {counted(count, 'invoice')}"
    )
    return Level(line.get("forecast"), line.get("observed"), count, hint)


def _gap(tenths: Sequence[PageFacts]) -> tuple[Prose, ...]:
    usable = [line for line in tenths if line.get("forecast") is not None and line.get("count")]
    whole = sum(line["count"] for line in usable)
    if not whole:
        return ()
    apart = sum(line["count"] * abs(line["forecast"] - line["observed"]) for line in usable)
    said = bold_sentence("apart", kind="model_card", gap=apart / whole)
    return (Prose((said,)),)


def _levels(known: PageFacts) -> Card | None:
    lines: list[Any] = [line for line in rows(known, "levels") if line.get("observed") is not None]
    if not lines:
        return None
    levels = [
        Level(line.get("level"), line.get("observed"), hint=_level_hint(line))
        for line in rows(known, "levels")
    ]
    drawn = calibration("Share paid by the day forecast for each level", levels)
    keys = (Key("paid by then", "first"), Key("as forecast", "diagonal"))
    heads = (Head("Paid by then, forecast"), Head("Paid by then", is_figure=True))
    body = tuple(
        (Cell(format_share(line.get("level"), 0)), _share(line.get("observed")))
        for line in rows(known, "levels")
    )
    table = Grid(heads, body, stacks=False, caption="Day of payment", folded="As a table")
    blocks = (Drawing(drawn, keys), table)
    return Card("The day of payment", blocks, "by level of the forecast", is_half=True)


def _level_hint(line: PageFacts) -> str:
    return (
        f"forecast {format_share(line.get('level'), 0)}, paid by then "
        f"{format_share(line.get('observed'))}"
    )


def _share(share: float | None) -> Cell:
    return Cell(NOT_KNOWN, css="unknown") if share is None else Cell(format_share(share))
