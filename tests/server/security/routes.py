"""Which routes are there, as Django and the API know them, and how is each one called?"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

TABLE = tomllib.loads(Path(__file__).with_name("rights.toml").read_text(encoding="utf-8"))
OPEN, SIGNED_IN = "open", "signed_in"
# Nothing stands under these, so that whoever is let in finds nothing and changes nothing.
_EXAMPLES = {"int": "987654321", "path": "no-such", "slug": "no-such", "str": "987654321"}
_OF_THE_API = "api/v1/"


@dataclass(frozen=True, slots=True)
class Route:
    """A name, an address of that kind, and the methods that are tried."""

    name: str
    address: str
    methods: tuple[str, ...]
    demanded: str | None

    @property
    def table(self) -> str:
        return "operations" if self.name in TABLE["operations"] else "routes"


def pages() -> list[Route]:
    """Every route of the URL configuration that is no operation of the API."""
    return [
        Route(name, address, ("GET", "POST"), expected_of_page(name))
        for name, address, view in _walk(get_resolver())
        if not view.startswith("ninja.operation")
    ]


def operations() -> list[Route]:
    """Every operation of the API, with its own method."""
    from duly.server.api.interface import interface

    found = []
    for _, router in interface._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                name = operation.url_name
                method = tuple(operation.methods)
                address = "/" + _OF_THE_API + _filled(path.replace("{", "<").replace("}", ">"))
                found.append(Route(name, address, method, TABLE["operations"].get(name)))
    return found


def expected_of_page(name: str) -> str | None:
    """What the reviewed table says of a route, or None where it is silent."""
    return next((part[name] for part in TABLE["routes"].values() if name in part), None)


def acts_of(role: str) -> set[str]:
    """What the reviewed table trusts this role with."""
    return set(TABLE["roles"][role])


def _walk(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, str, str]]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        elif pattern.name or not route.endswith(_OF_THE_API):
            is_plain = isinstance(pattern.pattern, RoutePattern)
            address = _filled(route) if is_plain else _filled_expression(route)
            yield pattern.name or route, "/" + address, pattern.callback.__module__


def _filled(route: str) -> str:
    """`customers/<int:pk>` with an example in it."""
    return re.sub(r"<(?:(\w+):)?\w+>", lambda part: _EXAMPLES[part[1] or "str"], route.lstrip("/"))


def _filled_expression(route: str) -> str:
    """The few routes that are regular expressions, all of them about keys and nowhere."""
    filled = re.sub(r"\(\?P<\w+>[^)]*\)", "no-such", route)
    return re.sub(r"\(\?:[^)]*\)\?|[\^$]", "", filled)
