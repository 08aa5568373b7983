"""Who has how much of the whole? Lying bars, each with its name and figure above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from duly.report.charts.svg import percent, picture, tag

_ROW, _BAR = 38, 10
LABEL = 18
"""How high the line of name and figure above a bar is."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a name, its share of the whole (0 to 1) and the figure a reader sees."""

    name: str
    share: float
    shown: str


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """The full width is the whole, so that a bar of half the width is half of everything.

    Name and figure are words of the page, not of the drawing: where the card is too narrow, the
    name gives way, and is there whole for whoever points at it.
    """
    drawn = [_drawn(bar, place * _ROW) for place, bar in enumerate(rows)]
    return picture(title, _ROW * len(rows), drawn, css="bars")


def label(name: str, shown: str, top: int) -> Markup:
    """The line above a bar: what it is of, and its figure at the right end."""
    named = tag("span", [name], css="name", title=name)
    line = tag("div", [named, tag("span", [shown], css="amount")], css="label")
    return tag("foreignObject", [line], x=0, y=top, width="100%", height=LABEL)


def _drawn(bar: Bar, top: int) -> Markup:
    share = min(max(bar.share, 0.0), 1.0)
    y = top + LABEL + 2
    return tag(
        "g",
        [
            tag("title", [f"{bar.name}: {bar.shown}"]),
            label(bar.name, bar.shown, top),
            tag("rect", css="track", x=0, y=y, width="100%", height=_BAR, rx=3),
            tag("rect", css="bar", x=0, y=y, width=percent(share), height=_BAR, rx=3),
        ],
    )
