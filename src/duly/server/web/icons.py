"""How does an icon look? Strokes on a field of 20 by 20, coloured by the text around them."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from duly.report.charts.svg import tag

_STROKES = {
    "overview": "M3 16.5h14M5.5 16.5V10M10 16.5V4M14.5 16.5V7.5",
    "worklist": "M3.5 5.5l1.2 1.2L7 4.4M3.5 13.5l1.2 1.2L7 12.4M10 5.8h6.5M10 13.8h6.5",
    "customers": (
        "M4 17V4.5A1.5 1.5 0 0 1 5.5 3h5A1.5 1.5 0 0 1 12 4.5V17M12 8h2.5A1.5 1.5 0 0 1 16 9.5"
        "V17M2.5 17h15M7 6.5h2M7 10h2M7 13.5h2"
    ),
    "invoices": (
        "M5.5 2.5H12l3.5 3.5v10a1.5 1.5 0 0 1-1.5 1.5H5.5A1.5 1.5 0 0 1 4 16V4"
        "A1.5 1.5 0 0 1 5.5 2.5ZM12 2.5V6h3.5M7 10h5.5M7 13.5h5.5"
    ),
    "portfolio": "M10 3a7 7 0 1 0 7 7h-7zM12.5 2.8a7 7 0 0 1 4.7 4.7h-4.7z",
    "forecast": "M2.5 14.5l4.5-5 3.5 3 6.5-7.5M12.5 5H17v4.5",
    "import": (
        "M10 3v9.5M6.5 9l3.5 3.5L13.5 9M3 13.5v2A1.5 1.5 0 0 0 4.5 17h11a1.5 1.5 0 0 0 1.5-1.5v-2"
    ),
    "export": (
        "M10 12.5V3M6.5 6.5L10 3l3.5 3.5M3 13.5v2A1.5 1.5 0 0 0 4.5 17h11a1.5 1.5 0 0 0 1.5-1.5v-2"
    ),
    "audit": "M10 2.5l6 2.3v4.7c0 3.6-2.4 6.4-6 8-3.6-1.6-6-4.4-6-8V4.8zM7.3 9.8l2 2 3.6-3.8",
    "policies": "M10 3v14M5.5 17h9M4 5.5h12M4 5.5L2 11h4zM16 5.5L14 11h4z",
    "settings": (
        "M3 5.5h7M14 5.5h3M3 14.5h3M10 14.5h7M12 3.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"
        "M8 12.5a2 2 0 1 0 0 4 2 2 0 0 0 0-4z"
    ),
    "search": "M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13 13l4 4",
    "menu": "M3 5.5h14M3 10h14M3 14.5h14",
    "close": "M5 5l10 10M15 5L5 15",
    "dark": "M16.5 11.8A6.8 6.8 0 0 1 8.2 3.5a6.8 6.8 0 1 0 8.3 8.3z",
    "light": (
        "M10 6.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18"
        "M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1"
    ),
    "next": "M7.5 4.5L13 10l-5.5 5.5",
    "previous": "M12.5 4.5L7 10l5.5 5.5",
    "down": "M4.5 7.5L10 13l5.5-5.5",
    "up": "M4.5 12.5L10 7l5.5 5.5",
    "warning": "M10 3l7.5 13.5h-15zM10 8v4M10 14.2v.3",
    "check": "M4 10.5l4 4 8-9",
    "call": (
        "M5.5 3h2.3l1.2 3.3-1.7 1.3a9 9 0 0 0 5 5l1.3-1.7 3.4 1.2v2.4A1.5 1.5 0 0 1 15.5 16"
        "C8.9 16 4 11.1 4 4.5A1.5 1.5 0 0 1 5.5 3z"
    ),
    "mail": (
        "M3.5 4.5h13A1 1 0 0 1 17.5 5.5v9a1 1 0 0 1-1 1h-13a1 1 0 0 1"
        "-1-1v-9a1 1 0 0 1 1-1zM3 6l7 5 7-5"
    ),
    "note": "M4 3.5h12v9l-4 4H4zM12 16.5v-4h4M7 7.5h6M7 10.5h4",
    "clock": "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM10 6.5V10l2.5 2",
    "flag": "M5 17.5V3M5 3.5h10l-2 3.5 2 3.5H5",
    "person": "M10 3a3.2 3.2 0 1 0 0 6.4A3.2 3.2 0 0 0 10 3zM3.5 17a6.5 6.5 0 0 1 13 0",
    "group": (
        "M10 3.5v4M5 12.5v-2h10v2M10 7.5v3M3.5 12.5h3v3.5h-3z"
        "M13.5 12.5h3v3.5h-3zM8.5 12.5h3v3.5h-3z"
    ),
    "key": "M12.5 3a4.5 4.5 0 1 0-1.3 7.2L3 17h3v-2h2v-2h2l1.5-2.5M13.5 6.5v.1",
    "plus": "M10 4v12M4 10h12",
    "star": "M10 3l2.1 4.5 4.9.6-3.6 3.4.9 4.9L10 14l-4.3 2.4.9-4.9L3 8.1l4.9-.6z",
    "filter": "M3 4.5h14l-5.5 6.5v5L8.5 17.5V11z",
    "help": (
        "M10 2.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15z"
        "M7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M10 14v.2"
    ),
    "out": "M8 3.5H4.5v13H8M12 6.5l3.5 3.5-3.5 3.5M15 10H7.5",
}


@cache
def icon(name: str) -> Markup:
    """The drawing, hidden from those who listen: the words beside it say the same."""
    return tag(
        "svg",
        [tag("path", d=_STROKES[name])],
        css="icon",
        viewBox="0 0 20 20",
        width=20,
        height=20,
        aria_hidden="true",
        focusable="false",
    )


def names() -> list[str]:
    """Every icon there is."""
    return sorted(_STROKES)
