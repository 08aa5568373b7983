"""How did the points come to this score? From the first bar down and up to the last.

A loss is told from a gain by shape and sign and not by colour alone: losses are hollow and carry
a minus, gains are solid and carry a plus.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from duly.report import local_figures
from duly.report.charts.svg import percent, picture, shortened, tag

_ROW, _BAR, _BASELINE = 34, 10, 12
_LONGEST_NAME = 34


@dataclass(frozen=True, slots=True)
class Step:
    """One reason: its name and the points it adds (or takes, when negative)."""

    name: str
    points: float


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    shown: str
    low: float
    high: float
    css: str


def waterfall(
    title: str, first: str, start: float, steps: Sequence[Step], last: str, *, language: str = "en"
) -> Markup:
    """Begins at `start`, adds each step, ends at their sum; that sum is the last bar."""
    rows = _rows(first, start, steps, last, language)
    low, high = min([0.0, *(row.low for row in rows)]), max(row.high for row in rows)
    span = (high - low) or 1.0
    drawn = [
        _drawn(row, place * _ROW, (row.low - low) / span, (row.high - row.low) / span)
        for place, row in enumerate(rows)
    ]
    return picture(title, _ROW * len(rows), drawn, css="waterfall")


def _rows(first: str, start: float, steps: Sequence[Step], last: str, language: str) -> list[_Row]:
    rows, level = [_whole(first, start, language)], start
    for step in steps:
        reached = level + step.points
        sign = "+" if step.points > 0 else ""
        css = "loss" if step.points < 0 else "gain"
        shown = sign + local_figures.number(step.points, language, 1)
        rows.append(_Row(step.name, shown, min(level, reached), max(level, reached), css))
        level = reached
    return [*rows, _whole(last, level, language)]


def _whole(name: str, level: float, language: str) -> _Row:
    shown = local_figures.number(level, language, 1)
    return _Row(name, shown, min(level, 0.0), max(level, 0.0), "whole")


def _drawn(row: _Row, top: int, left: float, width: float) -> Markup:
    return tag(
        "g",
        [
            tag("title", [f"{row.name}: {row.shown}"]),
            tag("text", [shortened(row.name, _LONGEST_NAME)], css="name", x=0, y=top + _BASELINE),
            tag("text", [row.shown], css="figure", x="100%", y=top + _BASELINE),
            tag(
                "rect",
                x=percent(left),
                y=top + _BASELINE + 7,
                width=percent(width),
                height=_BAR,
                rx=2,
            ),
        ],
        css=row.css,
    )
