"""How old is the money? A strip from calm blue (not due) to red, with a legend of its figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.stacked_ageing import ageing_shades, stacked_ageing
from duly.server.web import figures


@dataclass(frozen=True, slots=True)
class Key:
    """One bucket in the legend: its colour class, name, amount and share."""

    css: str
    name: str
    units: int
    share: float | None


def ageing_strip(names: Sequence[str], units: Sequence[int], currency: str) -> Markup:
    """Buckets in the policy's order, not due first."""
    shown = [
        (name, each, figures.short_amount(each, currency))
        for name, each in zip(names, units, strict=True)
    ]
    title = gettext("Open invoices by days past due")
    return stacked_ageing(title, shown, figures.language())


def ageing_keys(names: Sequence[str], units: Sequence[int]) -> list[Key]:
    """The legend, in the order of the strip."""
    whole = sum(units)
    shades = ageing_shades(len(units))
    return [
        Key(shade, name, each, each / whole if whole else None)
        for shade, name, each in zip(shades, names, units, strict=True)
    ]


def bucket_names(buckets: Sequence[str]) -> list[str]:
    """The policy's bucket codes as a reader says them: `current` is not due, `121+` the rest."""
    return [
        gettext("Not due") if code == "current" else code.replace("-", figures.DASH)
        for code in buckets
    ]
