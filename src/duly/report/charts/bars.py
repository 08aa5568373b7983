"""Who has how much of the whole? Lying bars, each with its name and figure above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from duly.report.charts.svg import percent, picture, shortened, tag

_ROW, _BAR, _BASELINE = 38, 10, 13
_LONGEST_NAME = 26


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a name, its share of the whole (0 to 1) and the figure a reader sees."""

    name: str
    share: float
    shown: str


def bars(title: str, rows: Sequence[Bar]) -> Markup:
    """The full width is the whole, so that a bar of half the width is half of everything."""
    drawn = [_drawn(bar, place * _ROW) for place, bar in enumerate(rows)]
    return picture(title, _ROW * len(rows), drawn, css="bars")


def _drawn(bar: Bar, top: int) -> Markup:
    share = min(max(bar.share, 0.0), 1.0)
    y = top + _BASELINE + 7
    return tag(
        "g",
        [
            tag("title", [f"{bar.name}: {bar.shown}"]),
            tag("text", [shortened(bar.name, _LONGEST_NAME)], css="name", x=0, y=top + _BASELINE),
            tag("text", [bar.shown], css="figure", x="100%", y=top + _BASELINE),
            tag("rect", css="track", x=0, y=y, width="100%", height=_BAR, rx=3),
            tag("rect", css="bar", x=0, y=y, width=percent(share), height=_BAR, rx=3),
        ],
    )
