"""How old is the money of one currency? A strip from calm blue (not due) to red (oldest)."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from duly.report.charts.strip import Part, strip

SHADES = 6
"""Not due, and five of overdue; a policy with more buckets shares the darkest."""


def stacked_ageing(
    title: str, buckets: Sequence[tuple[str, int, str]], language: str = "en"
) -> Markup:
    """`buckets` in the policy's order, not due first: (name, units, amount as shown)."""
    shades = ageing_shades(len(buckets))
    parts = [
        Part(name, units, shown, shade)
        for (name, units, shown), shade in zip(buckets, shades, strict=True)
    ]
    return strip(title, parts, language)


def ageing_shades(count: int) -> list[str]:
    """The colour class of each bucket: the first is not due, the last the worst there is."""
    last = SHADES - 1
    if count > SHADES:
        return [f"age-{min(place, last)}" for place in range(count)]
    return ["age-0", *(f"age-{_spread(place, count)}" for place in range(1, count))][:count]


def _spread(place: int, count: int) -> int:
    """Few buckets still run to the darkest red: three are 0, 3, 5 and not 0, 1, 2."""
    return round(place * (SHADES - 1) / (count - 1)) if count > 1 else 0
