"""Which way did one figure go lately? A line the size of a word that says its ends aloud."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.sparkline import sparkline


def trend(name: str, values: Sequence[float | None], show: Callable[[float], str]) -> Markup:
    """Values in order of time; `show` writes one. Fewer than two draw nothing."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return Markup("")
    title = gettext("%(name)s, from %(first)s to %(last)s") % {
        "name": name,
        "first": show(known[0]),
        "last": show(known[-1]),
    }
    return sparkline(title, values)
