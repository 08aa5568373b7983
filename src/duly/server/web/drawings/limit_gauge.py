"""How much of the limit is used, and by what? A bar with the limit marked."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.stacked_ageing import ageing_shades
from duly.report.charts.svg import percent, picture, tag
from duly.server.web import figures

_HEIGHT, _TOP, _BAR = 14, 3, 8
_TALL, _TALL_TOP, _TALL_BAR = 44, 8, 28


def limit_gauge(used: int, limit: int | None) -> Markup:
    """The size of a word, for a list. No limit draws nothing; what is beyond it is hollow."""
    if limit is None:
        return Markup("")
    whole = max(used, limit, 1)
    drawn = [_bar("track", 0, 1.0), _bar("within", 0, max(min(used, limit), 0) / whole)]
    if used > limit:
        drawn.append(_bar("beyond", limit / whole, (used - limit) / whole))
        x = percent(limit / whole)
        drawn.append(tag("line", css="limit", x1=x, x2=x, y1=0, y2=_HEIGHT))
    return picture(used_words(used, limit), _HEIGHT, drawn, css="gauge")


def exposure_gauge(buckets_units: Sequence[int], other_units: int, limit: int | None) -> Markup:
    """Exposure by age against the limit: the buckets, what is not invoiced yet, and the limit."""
    parts = [max(units, 0) for units in buckets_units]
    shades = ageing_shades(len(parts))
    exposed = sum(parts) + max(other_units, 0)
    whole = max(exposed, limit or 0, 1) * 1.02
    drawn, left = (
        [tag("rect", css="track", x=0, y=_TALL_TOP, width="100%", height=_TALL_BAR, rx=4)],
        0.0,
    )
    for units, css in zip([*parts, max(other_units, 0)], [*shades, "not-invoiced"], strict=True):
        if units:
            drawn.append(
                tag(
                    "rect",
                    css=css,
                    x=percent(left),
                    y=_TALL_TOP,
                    width=percent(units / whole),
                    height=_TALL_BAR,
                )
            )
        left += units / whole
    if limit is not None:
        x = percent(limit / whole)
        drawn.append(tag("line", css="limit", x1=x, x2=x, y1=1, y2=_TALL))
    title = gettext("Exposure by age") if limit is None else used_words(exposed, limit)
    return picture(title, _TALL, drawn, css="gauge exposure-gauge")


def used_words(used: int, limit: int) -> str:
    """`85% of the limit used`; a limit of zero is a limit."""
    if limit <= 0:
        return gettext("no credit")
    share = figures.percent(max(used, 0) / limit, 0)
    return gettext("%(share)s of the limit used") % {"share": share}


def used_share(used: int, limit: int) -> str:
    """The same in figures alone, under a heading that says of what."""
    return figures.percent(max(used, 0) / limit, 0) if limit > 0 else used_words(used, limit)


def _bar(css: str, left: float, width: float) -> Markup:
    return tag("rect", css=css, x=percent(left), y=_TOP, width=percent(width), height=_BAR, rx=3)
