"""How many invoices were paid how late? Touching columns, with the due date marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from duly.report.charts.scales import Rise, grid, rise
from duly.report.charts.svg import percent, picture, tag

_HEIGHT, _TOP, _BOTTOM = 200, 18, 176


@dataclass(frozen=True, slots=True)
class Bin:
    """Invoices between two days (`low` included, `high` not); None is an open end."""

    low: float | None
    high: float | None
    count: int

    @property
    def is_late(self) -> bool:
        """Bins that begin at the due date or later are late; the due day itself is in the first."""
        return self.low is not None and self.low >= 0

    @property
    def name(self) -> str:
        if self.low is None:
            return f"before {_day(self.high)}"
        if self.high is None:
            return f"{_day(self.low)} and more"
        return f"{_day(self.low)} to {_day(self.high)}"


def histogram(title: str, bins: Sequence[Bin]) -> Markup:
    """`bins` in order, touching one another; edges are labelled, and zero is the due date."""
    scale, labelled = rise([float(each.count) for each in bins], top=_TOP, bottom=_BOTTOM)
    labelled = [value for value in labelled if value == int(value)]
    drawn = grid(scale, labelled, [f"{value:,.0f}" for value in labelled])
    step = 1 / max(len(bins), 1)
    for place, each in enumerate(bins):
        drawn.append(_drawn(each, place * step, step, scale))
    drawn.extend(_edges(bins, step))
    return picture(title, _HEIGHT, drawn, css="histogram")


def _drawn(each: Bin, left: float, step: float, scale: Rise) -> Markup:
    top = scale.y(each.count)
    bar = tag(
        "rect",
        css="late" if each.is_late else "early",
        x=percent(left),
        y=top,
        width=percent(step),
        height=_BOTTOM - top,
    )
    return tag("g", [tag("title", [f"{each.name} days: {each.count:,}"]), bar])


def _edges(bins: Sequence[Bin], step: float) -> list[Markup]:
    drawn = []
    for place, each in enumerate(bins):
        if each.low is None or (place % 2 and each.low != 0):
            continue
        x = percent(place * step)
        css = "below start" if place == 0 else "below"
        if each.low == 0:
            drawn.append(tag("line", css="marker", x1=x, x2=x, y1=4, y2=_BOTTOM))
            drawn.append(tag("text", ["due date"], css="note", x=x, y=12, dx=5))
        drawn.append(tag("text", [_day(each.low)], css=css, x=x, y=_HEIGHT - 6))
    return drawn


def _day(day: float | None) -> str:
    return "" if day is None else f"{day:g}".replace("-", "\u2212")
