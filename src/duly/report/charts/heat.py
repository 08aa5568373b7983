"""Where do bad grades meet old money? A table of grades and ages, shaded by how bad a place is.

A table and not a drawing: each cell is a figure to be read, selected and read aloud. The shade
says where money should not be; the figure says how much of it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from duly.report.charts.svg import tag

SHADES = 5


@dataclass(frozen=True, slots=True)
class Step:
    """A row or column: its key, its heading, and how bad it is from 0 to 1 (None: no shade)."""

    key: str
    heading: str
    badness: float | None


def heat(
    title: str,
    down: Sequence[Step],
    across: Sequence[Step],
    units: Mapping[tuple[str, str], int],
    show: Callable[[int], str],
) -> Markup:
    """`units` by (row key, column key). An absent or empty cell is a dash without a shade."""
    heads = [tag("th", [step.heading], scope="col") for step in across]
    head = tag("thead", [tag("tr", [tag("td", ["\u00a0"]), *heads])])
    body = [
        tag(
            "tr",
            [
                tag("th", [row.heading], scope="row"),
                *(_cell(units.get((row.key, each.key)), row, each, show) for each in across),
            ],
        )
        for row in down
    ]
    return tag("table", [tag("caption", [title]), head, tag("tbody", body)], css="heat")


def _cell(units: int | None, row: Step, column: Step, show: Callable[[int], str]) -> Markup:
    if not units:
        return tag("td", ["\u2013"], css="heat-none")
    if row.badness is None or column.badness is None or units < 0:
        return tag("td", [show(units)], css="heat-plain")
    shade = min(int((row.badness + column.badness) / 2 * SHADES), SHADES - 1)
    return tag("td", [show(units)], css=f"heat-{shade}")
