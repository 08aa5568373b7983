"""Which way did one figure go? A line the size of a word, its last point marked."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from duly.report.charts.svg import path, percent, picture, stretched, tag

_HEIGHT = 32
_LEFT, _RIGHT = 0.02, 0.95
_PAD = 4


def sparkline(title: str, values: Sequence[float | None]) -> Markup:
    """Values in order of time; unknown ones break the line. Fewer than two draw nothing."""
    if sum(value is not None for value in values) < 2:
        return Markup("")
    points = _points(values)
    drawn = [stretched(_HEIGHT, [tag("path", css="spark", d=path([_across(p) for p in points]))])]
    last = next(point for point in reversed(points) if point is not None)
    drawn.append(tag("circle", css="spark-end", cx=percent(last[0]), cy=last[1], r=3))
    return picture(title, _HEIGHT, drawn, css="sparkline")


def _points(values: Sequence[float | None]) -> list[tuple[float, float] | None]:
    known = [value for value in values if value is not None]
    low, span = min(known), (max(known) - min(known)) or 1.0
    across = (_RIGHT - _LEFT) / (len(values) - 1)
    usable = _HEIGHT - 2 * _PAD
    return [
        None
        if value is None
        else (_LEFT + place * across, _HEIGHT - _PAD - (value - low) / span * usable)
        for place, value in enumerate(values)
    ]


def _across(point: tuple[float, float] | None) -> tuple[float, float] | None:
    return None if point is None else (point[0] * 100, point[1])
