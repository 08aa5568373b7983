"""How did one or two figures go over time? Lines on a common scale, with an optional band."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from duly.report.charts.columns import axis
from duly.report.charts.scales import Rise, across, grid, rise
from duly.report.charts.svg import path, percent, picture, stretched, tag

_HEIGHT, _TOP, _BOTTOM = 200, 18, 176

Point = tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its name, a value per label (None breaks it) and its colour class."""

    name: str
    values: Sequence[float | None]
    css: str = "first"


@dataclass(frozen=True, slots=True)
class Band:
    """The room between two lines, for a range or for the distance of two figures."""

    lows: Sequence[float | None]
    highs: Sequence[float | None]


def lines(
    title: str,
    labels: Sequence[str],
    drawn_lines: Sequence[Line],
    show: Callable[[float], str],
    band: Band | None = None,
    *,
    css: str = "",
    between: tuple[float, float] | None = None,
) -> Markup:
    """One value per label in each line. `show` writes a value, on the axis and when pointed at.

    `css` is a class beside `lines`. The axis begins at zero, or runs `between` two values where
    the distance from a target counts and not the height.
    """
    ranges = [*band.lows, *band.highs] if band else []
    every = [value for line in drawn_lines for value in line.values] + ranges
    scale, labelled = _fixed(*between) if between else rise(every, top=_TOP, bottom=_BOTTOM)
    layer = [_band(band, scale)] if band else []
    layer += [_path(line, scale) for line in drawn_lines]
    drawn = grid(scale, labelled, [show(value) for value in labelled])
    drawn.append(stretched(_BOTTOM + 2, layer))
    for line in drawn_lines:
        drawn.extend(_dots(line, labels, scale, show))
    drawn.extend(axis(labels, y=_HEIGHT - 6))
    return picture(title, _HEIGHT, drawn, css=f"lines {css}".strip())


def _fixed(low: float, high: float) -> tuple[Rise, list[float]]:
    """A scale between two ends, labelled at each fifth of the way."""
    return Rise(low, high, _TOP, _BOTTOM), [low + (high - low) * fifth / 5 for fifth in range(6)]


def _points(values: Sequence[float | None], scale: Rise) -> list[Point]:
    step = 1 / max(len(values), 1)
    return [
        None if value is None else (across((place + 0.5) * step) * 100, scale.y(value))
        for place, value in enumerate(values)
    ]


def _path(line: Line, scale: Rise) -> Markup:
    return tag("path", css=f"line {line.css}", d=path(_points(line.values, scale)))


def _band(band: Band, scale: Rise) -> Markup:
    """Drawn run by run: where one edge is unknown there is no band."""
    runs: list[list[tuple[tuple[float, float], tuple[float, float]]]] = [[]]
    lows, highs = _points(band.lows, scale), _points(band.highs, scale)
    for low, high in zip(lows, highs, strict=True):
        if low is None or high is None:
            runs.append([])
        else:
            runs[-1].append((low, high))
    outlines = [
        path([*(low for low, _ in run), *(high for _, high in reversed(run))]) + "Z"
        for run in runs
        if len(run) > 1
    ]
    return tag("path", css="band", d="".join(outlines))


def _dots(
    line: Line, labels: Sequence[str], scale: Rise, show: Callable[[float], str]
) -> list[Markup]:
    """A point to hover over at every value; only the last is always seen."""
    known = [(place, value) for place, value in enumerate(line.values) if value is not None]
    drawn = []
    for place, value in known:
        hint = tag("title", [f"{line.name}, {labels[place]}: {show(value)}"])
        css = f"dot {line.css}" + (" last" if place == known[-1][0] else "")
        x = percent(across((place + 0.5) / len(labels)))
        drawn.append(tag("circle", [hint], css=css, cx=x, cy=scale.y(value), r=4))
    return drawn
