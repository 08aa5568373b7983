"""How does a whole split into its parts? One bar, each part as wide as its share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from duly.report import local_figures
from duly.report.charts.svg import percent, picture, tag

_HEIGHT = 36
_NARROWEST_LABELLED = 0.13
"""A label of six characters still fits such a part on a telephone."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a strip: its name, its size, the size as a reader sees it, its colour class."""

    name: str
    size: float
    shown: str
    css: str


def strip(title: str, parts: Sequence[Part], language: str = "en") -> Markup:
    """A bar of the full width. Parts without a positive size are listed nearby, not drawn."""
    drawable = [part for part in parts if part.size > 0]
    whole = sum(part.size for part in drawable)
    drawn, left = [], 0.0
    for part in drawable:
        share = part.size / whole
        drawn.append(_drawn(part, left, share, local_figures.share(share, language)))
        left += share
    return picture(title, _HEIGHT, drawn, css="strip")


def _drawn(part: Part, left: float, share: float, told: str) -> Markup:
    bar = tag("rect", x=percent(left), y=0, width=percent(share), height=_HEIGHT)
    label = tag("text", [part.shown], css="inside", x=percent(left + share / 2), y=_HEIGHT // 2)
    hint = tag("title", [f"{part.name}: {part.shown} ({told})"])
    parts = [hint, bar, label] if share >= _NARROWEST_LABELLED else [hint, bar]
    return tag("g", parts, css=f"part {part.css}")
