"""How much at each date? Upright columns, with an optional part of each set off."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from duly.report.charts.scales import MARGIN, Rise, across, grid, rise
from duly.report.charts.svg import percent, picture, tag

_HEIGHT, _TOP, _BOTTOM = 200, 18, 176


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label below, its value, and how much of the value is set off (overdue)."""

    label: str
    value: float | None
    part: float | None = None
    hint: str = ""


def columns(title: str, bars: Sequence[Column], show: Callable[[float], str]) -> Markup:
    """`show` writes a value of the axis. A column without a value leaves its place empty."""
    scale, labelled = rise([bar.value for bar in bars], top=_TOP, bottom=_BOTTOM)
    drawn = grid(scale, labelled, [show(value) for value in labelled])
    step = 1 / max(len(bars), 1)
    for place, bar in enumerate(bars):
        drawn.append(_drawn(bar, place * step, step, scale))
    drawn.extend(axis([bar.label for bar in bars], y=_HEIGHT - 6))
    return picture(title, _HEIGHT, drawn, css="columns")


def axis(labels: Sequence[str], *, y: float, most: int = 7) -> list[Markup]:
    """Labels centred under their columns; every second or third when they are many."""
    step = 1 / max(len(labels), 1)
    every = -(-len(labels) // most)
    last = len(labels) - 1
    return [
        tag("text", [label], css="below", x=percent(across((place + 0.5) * step)), y=y)
        for place, label in enumerate(labels)
        if (last - place) % max(every, 1) == 0
    ]


def _drawn(bar: Column, left: float, step: float, scale: Rise) -> Markup:
    parts = [tag("title", [f"{bar.label}: {bar.hint}"])] if bar.hint else []
    for value, css in ((bar.value, "column"), (bar.part, "column set-off")):
        if value:
            top, bottom = sorted((scale.y(value), scale.y(0)))
            parts.append(
                tag(
                    "rect",
                    css=css,
                    x=percent(across(left + step * 0.16)),
                    y=top,
                    width=percent(step * 0.68 * (1 - MARGIN)),
                    height=bottom - top,
                )
            )
    return tag("g", parts)
