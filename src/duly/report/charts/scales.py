"""Where on a drawing does a value stand, and which round values label its axis?"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from duly.report.charts.svg import percent, tag


@dataclass(frozen=True, slots=True)
class Rise:
    """A vertical scale: `low` stands at `bottom` pixels from the top edge, `high` at `top`."""

    low: float
    high: float
    top: float
    bottom: float

    def y(self, value: float) -> float:
        """The distance of a value from the top edge, in pixels."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


def rise(values: Iterable[float | None], *, top: float, bottom: float) -> tuple[Rise, list[float]]:
    """A scale from zero (or below) over all values, and the round values that label it."""
    known = [value for value in values if value is not None]
    step = _round_step(max([*known, 0.0]) - min([*known, 0.0]))
    low = math.floor(min([*known, 0.0]) / step) * step
    high = max(math.ceil(max([*known, 0.0]) / step), 1) * step
    labelled = [low + step * count for count in range(round((high - low) / step) + 1)]
    return Rise(low, high, top, bottom), labelled


MARGIN = 0.1
"""The share of the width that the labels of the axis take at the left; the rest is drawn on."""


def across(share: float) -> float:
    """Where a share of the drawn width stands in the whole width."""
    return MARGIN + share * (1 - MARGIN)


def grid(scale: Rise, values: Sequence[float], shown: Sequence[str]) -> list[Markup]:
    """Hairlines across the drawing, each with its value before it at the left."""
    drawn = []
    for value, text in zip(values, shown, strict=True):
        y = scale.y(value)
        css = "grid zero" if value == 0 else "grid"
        drawn.append(tag("line", css=css, x1=percent(MARGIN), x2="100%", y1=y, y2=y))
        drawn.append(tag("text", [text], css="tick", x=0, y=y))
    return drawn


def _round_step(span: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that cuts the span into about four."""
    if span / 4 <= 0:  # also a span so small that a quarter of it is nothing
        return 1.0
    power = 10.0 ** math.floor(math.log10(span / 4))
    return next(
        factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power * 4 >= span * 0.999
    )
