"""Who asks, and of which day? What every page reads from its request."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from duly.server.platform.rights import Actor
from duly.server.portfolio.models import Snapshot
from duly.server.portfolio.stored import latest


class Asked(HttpRequest):
    """A request that `@allowed` let in."""

    actor: Actor
    htmx: Any


def latest_snapshot(request: HttpRequest) -> Snapshot | None:
    """The latest complete day, read once a request; None before the first day has been run."""
    known = request.__dict__
    if "latest_snapshot" not in known:
        known["latest_snapshot"] = latest()
    return known["latest_snapshot"]


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page; a page it boosts or restores is whole."""
    return bool(getattr(request, "htmx", False)) and not request.htmx.boosted  # type: ignore[attr-defined]  # HtmxMiddleware sets it
