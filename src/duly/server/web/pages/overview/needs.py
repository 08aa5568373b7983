"""What waits for somebody, and where is it dealt with?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext

from duly.server.web import figures
from duly.server.web.navigation import address_of


@dataclass(frozen=True, slots=True)
class Need:
    """How many of what, and the page that deals with it."""

    count: str
    words: str
    address: str | None
    tone: str


def needs(counts: Mapping[str, int], since: str | None = None) -> list[Need]:
    """What there is none of is left out. `since`: the day that what is new is compared with."""
    places = {
        "work": (address_of("worklist"), ""),
        "my_work": (address_of("worklist"), ""),
        "approvals": (address_of("policies"), "warn"),
        "imports": (reverse("imports") + "?only=waiting", "warn"),
        "broken_promises": (address_of("worklist"), "warn"),
        "breaches": (reverse("customers") + "?only=beyond_limit", "bad"),
        "newly_warned": (reverse("customers") + "?only=newly_warned&sort=gravest", "warn"),
        "gravely_warned": (reverse("customers") + "?only=grave&sort=gravest", "bad"),
    }
    return [
        Need(figures.count(count), _words(name, count, since), address, tone)
        for name, (address, tone) in places.items()
        if (count := counts.get(name))
    ]


def _words(name: str, count: int, since: str | None) -> str:
    """What there are so many of; the figure stands before it."""
    new = ngettext(
        "customer newly warned of since %(day)s", "customers newly warned of since %(day)s", count
    )
    return {
        "newly_warned": new % {"day": figures.short_day(since)},
        "work": ngettext("customer to call", "customers to call", count),
        "my_work": ngettext("of them is yours", "of them are yours", count),
        "approvals": ngettext(
            "request waits for your approval", "requests wait for your approval", count
        ),
        "imports": ngettext(
            "file came in and waits to be looked at",
            "files came in and wait to be looked at",
            count,
        ),
        "broken_promises": ngettext("promise was broken", "promises were broken", count),
        "breaches": ngettext(
            "customer stands above its limit", "customers stand above their limit", count
        ),
        "gravely_warned": ngettext(
            "customer with a grave warning", "customers with a grave warning", count
        ),
    }[name]
