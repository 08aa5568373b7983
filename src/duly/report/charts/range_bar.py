"""Between which days does one thing lie? A bar the size of a word, on a scale shared by a list."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from duly.report.charts.svg import percent, picture, tag

_HEIGHT, _TOP, _BAR = 16, 4, 8
_NARROWEST = 0.015


@dataclass(frozen=True, slots=True)
class Span:
    """The days drawn: every bar of a list begins and ends on the same two."""

    first: float
    last: float

    def share(self, day: float) -> float:
        """Where a day stands, 0 to 1; what lies beyond the ends stands at them."""
        whole = self.last - self.first
        return min(max((day - self.first) / whole, 0.0), 1.0) if whole > 0 else 0.0


def range_bar(
    title: str, span: Span, *, low: float, middle: float, high: float | None, marked: float | None
) -> Markup:
    """A range with its middle; `marked` is a day to compare with. Without `high` it stays open."""
    start = span.share(low)
    end = 1.0 if high is None else span.share(high)
    css = "range open-end" if high is None else "range"
    wide = percent(max(end - start, _NARROWEST))
    drawn = [
        tag("rect", css="track", x=0, y=_TOP + 3, width="100%", height=2),
        tag("rect", css=css, x=percent(start), y=_TOP, width=wide, height=_BAR, rx=2),
        _upright("middle", span.share(middle), _TOP, _TOP + _BAR),
    ]
    if marked is not None:
        drawn.append(_upright("due-mark", span.share(marked), 0, _HEIGHT))
    return picture(title, _HEIGHT, drawn, css="range-bar")


def _upright(css: str, share: float, top: int, bottom: int) -> Markup:
    x = percent(share)
    return tag("line", css=css, x1=x, x2=x, y1=top, y2=bottom)
