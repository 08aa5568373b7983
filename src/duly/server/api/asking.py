"""Who asks? What every operation reads from its request."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from duly.server.platform.rights import Actor


def actor_behind(request: HttpRequest) -> Actor:
    """Whom `callers.py` let in."""
    return cast(Actor, request.auth)  # type: ignore[attr-defined]  # ninja keeps it there
