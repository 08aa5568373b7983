"""What was decided and done, by whom, in which order?"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query
from pydantic import Field

from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Id, Reference, Shown, bounded
from duly.server.api.routes import Routes
from duly.server.platform.audit.kinds import sentence
from duly.server.platform.models import Event
from duly.server.platform.rights import Act

routes = Routes("Audit")
_NEWEST = Order("events", ("-number",))
Kind = Annotated[str, bounded(60, least=1)]


class EventsAsked(Paged):
    kind: Kind | None = None
    subject_kind: Annotated[str, bounded(30, least=1)] | None = None
    subject_id: Reference | None = None
    actor_id: Id | None = None


class EventRow(Shown):
    """One line of the log. `facts` hold digests of personal data, not the data."""

    number: int
    recorded_at: datetime
    actor_id: int | None
    kind: str
    subject_kind: str
    subject_id: str
    sentence: str = Field(description="What happened, in the caller's language.")
    facts: dict[str, Any]
    policy_version: str
    facts_digest: str
    previous_hash: str
    hash: str


@routes.read("/events", Act.SEE_AUDIT, Page[EventRow])
def list_events(request: HttpRequest, asked: Query[EventsAsked]) -> Any:
    """List the log, newest first"""
    names = ("kind", "subject_kind", "subject_id", "actor_id")
    given = {name: getattr(asked, name) for name in names}
    rows = Event.objects.filter(**{key: value for key, value in given.items() if value is not None})
    page = page_of(rows.prefetch_related("personal"), _NEWEST, asked, _shown)
    return Page[EventRow](**page)


@routes.read("/events/{number}", Act.SEE_AUDIT, EventRow)
def read_event(request: HttpRequest, number: Path[Id]) -> Any:
    """Read one event"""
    return _shown(get_object_or_404(Event, pk=number))


def _shown(event: Event) -> EventRow:
    plain = {name: getattr(event, name) for name in _PLAIN}
    told = sentence(event, event.personal.all())
    return EventRow(**plain, sentence=told, facts=json.loads(event.facts))


_PLAIN = tuple(name for name in EventRow.model_fields if name not in {"sentence", "facts"})
