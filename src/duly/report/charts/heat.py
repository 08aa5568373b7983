"""Where do bad grades meet old money? A table of grades and ages, shaded by amount.

A table and not a drawing: each cell is a figure to be read, selected and read aloud.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from duly.report.charts.svg import tag

SHADES = 5


def heat(
    title: str,
    down: Sequence[str],
    across: Sequence[tuple[str, str]],
    units: Mapping[tuple[str, str], int],
    show: Callable[[int], str],
) -> Markup:
    """`units` by (row, column key); `across` are (key, heading). An absent cell is a dash."""
    most = max([*units.values(), 1])
    heads = [tag("th", [heading], scope="col") for _, heading in across]
    head = tag("thead", [tag("tr", [tag("td", ["\u00a0"]), *heads])])
    body = [
        tag(
            "tr",
            [
                tag("th", [row], scope="row"),
                *(_cell(units.get((row, key)), most, show) for key, _ in across),
            ],
        )
        for row in down
    ]
    return tag("table", [tag("caption", [title]), head, tag("tbody", body)], css="heat")


def _cell(units: int | None, most: int, show: Callable[[int], str]) -> Markup:
    if not units:
        return tag("td", ["\u2013"], css="heat-none")
    shade = min(int(max(units, 0) / most * SHADES), SHADES - 1)
    return tag("td", [show(units)], css=f"heat-{shade}")
