"""Which views of the portfolio are there?"""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Tab:
    """One view: its words, its address, whether it is the one that is open."""

    words: str
    address: str
    is_here: bool


def tabs(here: str) -> list[Tab]:
    """`here` is the route of the open one."""
    named = {
        "portfolio": gettext("Ageing"),
        "portfolio_concentration": gettext("Concentration"),
        "portfolio_grades": gettext("Grades"),
        "portfolio_metrics": gettext("Metrics"),
    }
    return [Tab(words, reverse(route), route == here) for route, words in named.items()]
