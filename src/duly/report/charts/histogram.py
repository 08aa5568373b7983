"""How many invoices were paid how late? Touching columns, with the due date marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from duly.report.charts.scales import MARGIN, Rise, across, grid, rise
from duly.report.charts.svg import percent, picture, tag

_HEIGHT, _TOP, _BOTTOM = 200, 18, 176
_MOST_EDGES = 11


@dataclass(frozen=True, slots=True)
class Bin:
    """Invoices between two days (`low` included, `high` not); None is an open end."""

    low: float | None
    high: float | None
    count: int

    @property
    def css(self) -> str:
        """Late bins begin a day after the due date; one with the due day and more is `due`."""
        if self.low is not None and self.low >= 1:
            return "late"
        return "early" if self.high is not None and self.high <= 1 else "due"

    @property
    def name(self) -> str:
        if self.low is None:
            return f"before {_day(self.high)}"
        if self.high is None:
            return f"{_day(self.low)} and more"
        return f"{_day(self.low)} to {_day(self.high)}"


def histogram(title: str, bins: Sequence[Bin]) -> Markup:
    """`bins` in order, touching one another. Edges are labelled, the start of lateness marked."""
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
        css=each.css,
        x=percent(across(left)),
        y=top,
        width=percent(step * (1 - MARGIN)),
        height=_BOTTOM - top,
    )
    return tag("g", [tag("title", [f"{each.name} days: {each.count:,}"]), bar])


def _edges(bins: Sequence[Bin], step: float) -> list[Markup]:
    drawn, marked = [], ""
    for place, each in enumerate(bins):
        if each.low is None or (len(bins) > _MOST_EDGES and place % 2 and each.low not in (0, 1)):
            continue
        x = percent(across(place * step))
        if each.low in (0, 1) and not marked:
            marked = "due date" if each.low == 0 else "late from here"
            drawn.append(tag("line", css="marker", x1=x, x2=x, y1=4, y2=_BOTTOM))
            drawn.append(tag("text", [marked], css="note", x=x, y=12, dx=5))
        drawn.append(tag("text", [_day(each.low)], css="below", x=x, y=_HEIGHT - 6))
    return drawn


def _day(day: float | None) -> str:
    return "" if day is None else f"{day:g}".replace("-", "\u2212")
