"""Between which amounts does each day lie? Upright ranges, the middle of each marked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from duly.report.charts.columns import axis
from duly.report.charts.scales import MARGIN, Rise, across, grid, rise
from duly.report.charts.svg import percent, picture, tag

_HEIGHT, _TOP, _BOTTOM = 200, 18, 176
_THINNEST = 2


@dataclass(frozen=True, slots=True)
class Range:
    """One place on the axis: its label, the low end, the middle and the high end of its range."""

    label: str
    low: float | None
    middle: float | None
    high: float | None
    hint: str = ""


def ranges(title: str, places: Sequence[Range], show: Callable[[float], str]) -> Markup:
    """`show` writes a value of the axis. A range without its ends leaves its place empty."""
    every = [value for each in places for value in (each.low, each.middle, each.high)]
    scale, labelled = rise(every, top=_TOP, bottom=_BOTTOM)
    drawn = grid(scale, labelled, [show(value) for value in labelled])
    step = 1 / max(len(places), 1)
    for place, each in enumerate(places):
        drawn.append(_drawn(each, place * step, step, scale))
    drawn.extend(axis([each.label for each in places], y=_HEIGHT - 6, most=6))
    return picture(title, _HEIGHT, drawn, css="ranges")


def _drawn(each: Range, left: float, step: float, scale: Rise) -> Markup:
    parts = [tag("title", [f"{each.label}: {each.hint}"])] if each.hint else []
    x, width = percent(across(left + step * 0.14)), percent(step * 0.72 * (1 - MARGIN))
    if each.low is not None and each.high is not None:
        top, bottom = scale.y(each.high), scale.y(each.low)
        tall = max(bottom - top, 0.0)
        parts.append(tag("rect", css="range", x=x, y=top, width=width, height=tall, rx=2))
    if each.middle is not None:
        y = scale.y(each.middle) - _THINNEST / 2
        parts.append(tag("rect", css="middle", x=x, y=y, width=width, height=_THINNEST))
    return tag("g", parts)
