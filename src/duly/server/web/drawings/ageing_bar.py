"""How old is the money of one account? A bar the size of a word, each part as wide as its share."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.stacked_ageing import ageing_shades
from duly.report.charts.svg import percent, picture, tag
from duly.server.web import figures

_HEIGHT = 8


def ageing_bar(buckets_units: Sequence[int], names: Sequence[str] = ()) -> Markup:
    """Buckets in the policy's order, not due first; nothing open draws nothing.

    What it says aloud are the shares: the amounts stand beside it in the row.
    """
    owed = [max(units, 0) for units in buckets_units]
    whole = sum(owed)
    if whole == 0:
        return Markup("")
    drawn, left = [], 0.0
    for units, shade in zip(owed, ageing_shades(len(owed)), strict=True):
        share = units / whole
        if units:
            drawn.append(
                tag("rect", css=shade, x=percent(left), y=0, width=percent(share), height=_HEIGHT)
            )
        left += share
    return picture(_said(owed, whole, names), _HEIGHT, drawn, css="ageing-bar")


def _said(owed: Sequence[int], whole: int, names: Sequence[str]) -> str:
    if len(names) == len(owed):
        parts = [
            f"{name} {figures.percent(units / whole, 0)}"
            for name, units in zip(names, owed, strict=True)
            if units
        ]
        return " \u00b7 ".join(parts)
    overdue = figures.percent((whole - owed[0]) / whole, 0)
    return gettext("%(share)s overdue") % {"share": overdue}
