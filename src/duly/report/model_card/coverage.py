"""Did the ranges hold month by month, or only on average?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Key, Prose, Section
from duly.report.cells import PageFacts
from duly.report.charts.lines import Band, Line, lines
from duly.report.figures import NOT_KNOWN, format_month, format_share
from duly.report.model_card.facts import (
    missing,
    section,
    shown,
    slices,
)
from duly.report.sentences import bold_sentence
from duly.report.timing_model import LEAST, MOST, TARGET

Months = Sequence[tuple[str, Mapping[str, Any]]]
_LOW = 0.5
"""The axis begins here: what counts is the distance from the target, not from nothing."""


def coverage_section(facts: PageFacts) -> Section:
    """The share held by the range, a point a month, with the room that is as it should be."""
    months = [
        (month, figures.get("model") or {})
        for month, figures in sorted(slices(facts, "month").items())
    ]
    if not any(figures.get("coverage_80") is not None for _, figures in months):
        return section("coverage_over_time", missing())
    drawing = (_drawn(months),) if len(months) > 1 else ()
    table = _table(months, folded="As a table" if drawing else "")
    blocks = (*drawing, Prose((_counted(months),)), table)
    note = "share of invoices paid from P10 to P90, by month of issue"
    return section("coverage_over_time", Card("Held by the 80% range", blocks, note))


def _drawn(months: Months) -> Drawing:
    held = [figures.get("coverage_80") for _, figures in months]
    labels = [format_month(f"{month}-01") for month, _ in months]
    count = len(months)
    drawn = lines(
        f"Share held by the 80% range, {labels[0]} to {labels[-1]}",
        labels,
        [Line("Target", [TARGET] * count, "second"), Line("Held", held, "first")],
        lambda share: format_share(share, 0),
        Band([LEAST] * count, [MOST] * count),
        css="coverage",
        between=(_LOW if min(share for share in held if share is not None) >= _LOW else 0.0, 1.0),
    )
    keys = (
        Key("held", "first"),
        Key("target", "second", format_share(TARGET, 0)),
        Key(f"{format_share(LEAST, 0)} to {format_share(MOST, 0)}", "target"),
    )
    return Drawing(drawn, keys)


def _counted(months: Months) -> Markup:
    held = [
        figures["coverage_80"] for _, figures in months if figures.get("coverage_80") is not None
    ]
    within = sum(LEAST <= share <= MOST for share in held)
    known = {"low": LEAST, "high": MOST, "whole": len(held)}
    return bold_sentence("months_within", kind="model_card", count=within, **known)


def _table(months: Months, *, folded: str) -> Grid:
    heads = (
        Head("Issued in"),
        Head("Invoices", is_figure=True),
        Head("Held", is_figure=True),
        Head("Width", is_figure=True, unit="days"),
        Head("Mean error", is_figure=True, unit="days"),
    )
    keys = ("n", "coverage_80", "width_80_days", "mae_days")
    body = tuple(
        (Cell(format_month(f"{month}-01")), *(_cell(key, figures.get(key)) for key in keys))
        for month, figures in months
    )
    return Grid(heads, body, stacks=False, caption="Coverage by month", folded=folded)


def _cell(key: str, value: float | None) -> Cell:
    return Cell(NOT_KNOWN, css="unknown") if value is None else Cell(shown(key, value))
