"""What does the frame around every page need to know?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from duly.server.platform.models.approvals import Approval, Outcome
from duly.server.platform.rights import Act, Actor, actor_of, acts_of
from duly.server.web.appearance import theme_of
from duly.server.web.navigation import address_of, menu


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context of every page; what takes a query is looked up only where it is shown."""
    context: dict[str, Any] = {"theme": theme_of(request)}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    actor = actor_of(user)
    return context | {
        "acts": {act.value: True for act in acts_of(actor)},
        "menu": menu(actor, request.path),
        "search_address": address_of("search"),
        "approvals_waiting": SimpleLazyObject(lambda: _approvals_waiting(actor)),
        "languages": settings.LANGUAGES,
    }


def _approvals_waiting(actor: Actor) -> int:
    if Act.APPROVE not in acts_of(actor):
        return 0
    waiting = Approval.objects.filter(outcome=Outcome.WAITING)
    return waiting.exclude(asked_by=actor.user).count()
