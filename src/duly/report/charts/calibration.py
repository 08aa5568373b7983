"""Did things happen as often as was forecast? Dots on shares of 0 to 1, beside the diagonal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from duly.report.charts.scales import MARGIN, Rise, grid
from duly.report.charts.svg import path, percent, picture, stretched, tag
from duly.report.figures import format_share

_HEIGHT, _TOP, _BOTTOM = 250, 14, 214
_COUNTS = 40
_REACH = 0.97
"""Where 100 % stands: its label is centred below it and wants some room at the right."""
_LABELLED = (0.0, 0.25, 0.5, 0.75, 1.0)
_COLUMN = 0.06


@dataclass(frozen=True, slots=True)
class Level:
    """What was forecast, how often it happened (shares), of how many; and the hint to it."""

    forecast: float | None
    observed: float | None
    count: int = 0
    hint: str = ""


def calibration(title: str, levels: Sequence[Level]) -> Markup:
    """On the diagonal a forecast holds. The columns at the foot tell how many each dot stands on.

    A level of which a share is not known is left out; nothing bridges it.
    """
    scale = Rise(0.0, 1.0, _TOP, _BOTTOM)
    drawn = grid(scale, _LABELLED, [format_share(value, 0) for value in _LABELLED])
    drawn.extend(_foot())
    drawn.extend(_counts(levels))
    diagonal = tag("path", css="diagonal", d=path([_at(0.0, 0.0, scale), _at(1.0, 1.0, scale)]))
    joined = tag("path", css="line first", d=path(_points(levels, scale)))
    drawn.append(stretched(_BOTTOM + 2, [diagonal, joined]))
    drawn.extend(_dots(levels, scale))
    return picture(title, _HEIGHT, drawn, css="calibration")


def _across(share: float) -> float:
    return MARGIN + share * (_REACH - MARGIN)


def _at(forecast: float, observed: float, scale: Rise) -> tuple[float, float]:
    return _across(forecast) * 100, scale.y(observed)


def _points(levels: Sequence[Level], scale: Rise) -> list[tuple[float, float] | None]:
    return [
        None
        if level.forecast is None or level.observed is None
        else _at(level.forecast, level.observed, scale)
        for level in levels
    ]


def _foot() -> list[Markup]:
    return [
        tag(
            "text", [format_share(value, 0)], css="below", x=percent(_across(value)), y=_HEIGHT - 16
        )
        for value in _LABELLED
    ] + [tag("text", ["forecast"], css="below", x=percent(_across(0.5)), y=_HEIGHT)]


def _counts(levels: Sequence[Level]) -> list[Markup]:
    most = max((level.count for level in levels), default=0)
    return [
        tag(
            "rect",
            css="count",
            x=percent(_across(level.forecast) - _COLUMN / 2),
            y=_BOTTOM - level.count / most * _COUNTS,
            width=percent(_COLUMN),
            height=level.count / most * _COUNTS,
        )
        for level in levels
        if most and level.count and level.forecast is not None
    ]


def _dots(levels: Sequence[Level], scale: Rise) -> list[Markup]:
    return [
        tag(
            "circle",
            [tag("title", [level.hint])] if level.hint else [],
            css="mark",
            cx=percent(_across(level.forecast)),
            cy=scale.y(level.observed),
            r=4.5,
        )
        for level in levels
        if level.forecast is not None and level.observed is not None
    ]
