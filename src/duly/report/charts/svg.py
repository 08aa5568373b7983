"""How is a piece of SVG written: escaped, accessible, and free of inline style?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from markupsafe import Markup, escape

from duly.report.figures import clean_text

Attribute = str | int | float


def picture(title: str, height: int, parts: Iterable[str], css: str = "") -> Markup:
    """A drawing as wide as its place and `height` pixels high; `title` is what it says aloud."""
    return tag(
        "svg",
        [tag("title", [title]), *parts],
        css=f"chart {css}".strip(),
        role="img",
        width="100%",
        height=height,
        focusable="false",
    )


def stretched(height: float, parts: Iterable[str]) -> Markup:
    """A layer for paths: 0 to 100 across, stretched to the width of the drawing."""
    return tag(
        "svg",
        parts,
        x=0,
        y=0,
        width="100%",
        height=height,
        viewBox=f"0 0 100 {number(height)}",
        preserveAspectRatio="none",
    )


def tag(name: str, parts: Iterable[str] = (), *, css: str = "", **attributes: Attribute) -> Markup:
    """One element. Plain text in `parts` is escaped, finished elements are not."""
    named = {"class": css, **attributes} if css else attributes
    written = "".join([_attribute(key, value) for key, value in named.items()])
    inner = "".join(
        [part if isinstance(part, Markup) else escape(clean_text(part)) for part in parts]
    )
    element = f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"
    return Markup(element)  # noqa: S704 (every part is escaped above)


def percent(share: float) -> str:
    """A position or width as a share of the drawing: 0.25 → `25%`."""
    return f"{number(share * 100)}%"


def number(value: float) -> str:
    """Four decimals at most; more is noise below a thousandth of a pixel."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def path(points: Sequence[tuple[float, float] | None]) -> str:
    """The `d` of a line through the points; None lifts the pen."""
    written, pen_down = [], False
    for point in points:
        if point is not None:
            written.append(f"{'L' if pen_down else 'M'}{number(point[0])} {number(point[1])}")
        pen_down = point is not None
    return "".join(written)


def shortened(text: str, most: int) -> str:
    """The text in at most `most` characters; drawn text cannot wrap."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "\u2026"


def _attribute(key: str, value: Attribute) -> str:
    if isinstance(value, str):
        return f' {_name(key)}="{escape(clean_text(value))}"'
    return f' {_name(key)}="{number(value) if isinstance(value, float) else value}"'


@cache
def _name(key: str) -> str:
    return key.rstrip("_").replace("_", "-")
