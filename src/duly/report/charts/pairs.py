"""How does one figure compare with another, row by row? Two lying bars on a common scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from duly.report.charts.bars import LABEL, label
from duly.report.charts.svg import percent, picture, tag

_BAR = 8
_ROW = LABEL + 2 * _BAR + 14


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: its name, the figure, what it is measured against, and both as a reader sees them.

    A figure that is not known has no bar.
    """

    name: str
    figure: float | None
    against: float | None
    shown: str


def pairs(title: str, rows: Sequence[Pair]) -> Markup:
    """The full width is the largest figure. The second bar is hollow, not told by colour alone."""
    known = [value for row in rows for value in (row.figure, row.against) if value is not None]
    most = max(known, default=0.0)
    drawn = [_drawn(row, place * _ROW, most) for place, row in enumerate(rows)]
    return picture(title, max(_ROW * len(rows) - 8, 0), drawn, css="bars pairs")


def _drawn(row: Pair, top: int, most: float) -> Markup:
    parts = [tag("title", [f"{row.name}: {row.shown}"]), label(row.name, row.shown, top)]
    y = top + LABEL + 2
    for value, css in ((row.figure, "bar"), (row.against, "against")):
        if value is not None:
            width = percent(min(max(value / most, 0.0), 1.0) if most > 0 else 0.0)
            parts.append(tag("rect", css=css, x=0, y=y, width=width, height=_BAR, rx=2))
        y += _BAR + 2
    return tag("g", parts)
