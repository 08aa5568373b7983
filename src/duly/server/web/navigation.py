"""Which pages does the menu lead to, and which of them may somebody open?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from duly.server.platform.rights import Act, Actor, acts_of


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the menu: the name of its route, its words, its icon, the act it takes."""

    route: str
    words: str | Promise
    icon: str
    act: Act = Act.SEE_BOOK


@dataclass(frozen=True, slots=True)
class Line:
    """A place as one request sees it."""

    place: Place
    address: str
    is_here: bool


MENU: tuple[tuple[str | Promise, tuple[Place, ...]], ...] = (
    (
        "",
        (
            Place("overview", _("Overview"), "overview"),
            Place("worklist", _("Worklist"), "worklist", Act.WORK_ACCOUNTS),
            Place("customers", _("Customers"), "customers"),
            Place("invoices", _("Invoices"), "invoices"),
        ),
    ),
    (
        _("Portfolio"),
        (
            Place("portfolio", _("Portfolio"), "portfolio"),
            Place("forecast", _("Cash forecast"), "forecast"),
            Place("policies", _("Policies"), "policies"),
        ),
    ),
    (
        _("Records"),
        (
            Place("imports", _("Import"), "import", Act.IMPORT),
            Place("audit", _("Audit trail"), "audit", Act.SEE_AUDIT),
            Place("settings", _("Settings"), "settings"),
        ),
    ),
)


def menu(actor: Actor, path: str) -> list[tuple[str | Promise, list[Line]]]:
    """The groups with the lines this actor may open; the line of this path is marked."""
    acts = acts_of(actor)
    groups = [
        (
            heading,
            [
                Line(place, address, _is_here(address, path))
                for place in places
                if place.act in acts and (address := address_of(place.route))
            ],
        )
        for heading, places in MENU
    ]
    return [(heading, lines) for heading, lines in groups if lines]


@cache
def address_of(route: str) -> str | None:
    """Where a route leads, if there is such a page."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return None


def _is_here(address: str, path: str) -> bool:
    return path == address if address == "/" else path.startswith(address.rstrip("/"))
