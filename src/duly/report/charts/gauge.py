"""How much of a limit is used? A bar with the limit marked; what is beyond it is hollow."""

from __future__ import annotations

from markupsafe import Markup

from duly.report.charts.svg import percent, picture, tag
from duly.report.figures import format_share

_HEIGHT, _TOP, _BAR = 14, 3, 8


def gauge(name: str, used: int, limit: int) -> Markup:
    """`used` and `limit` in the same units. A limit of zero is a limit: all use is beyond it."""
    whole = max(used, limit, 1)
    within = max(min(used, limit), 0)
    drawn = [
        _bar("track", 0, 1.0),
        _bar("within", 0, within / whole),
    ]
    if used > limit:
        drawn.append(_bar("beyond", limit / whole, (used - limit) / whole))
        x = percent(limit / whole)
        drawn.append(tag("line", css="limit", x1=x, x2=x, y1=0, y2=_HEIGHT))
    return picture(f"{name}: {_said(used, limit)}", _HEIGHT, drawn, css="gauge")


def _said(used: int, limit: int) -> str:
    return f"{format_share(used / limit, 0)} of the limit used" if limit > 0 else "no credit"


def _bar(css: str, left: float, width: float) -> Markup:
    return tag("rect", css=css, x=percent(left), y=_TOP, width=percent(width), height=_BAR, rx=3)
