"""On which days of our own is no business done?"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Body, Path, Query
from pydantic import Field

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Day, Given, Id, Shown, Truth, Word, bounded
from duly.server.api.routes import Routes
from duly.server.ledger.closures import close_days, closures_of, reopen_days
from duly.server.ledger.models import Entity
from duly.server.platform.rights import Act, Actor

routes = Routes("Closed days")
_BY_DAY = Order("closed_days", ("first_on", "id"))


class ClosureRow(Shown):
    """Days, the first and the last too, on which an entity or a country does no business."""

    id: int
    place: str = Field(description="The code of an entity of ours, or a country.")
    country: str = Field(description="Empty where it is an entity.")
    name: str
    first_on: date
    last_on: date
    is_yearly: bool


class NewClosure(Given):
    entity: Word | None = Field(None, description="Its code; either this or a country.")
    country: Annotated[str, Field(strict=True, pattern="^[A-Z]{2}(-[A-Z0-9]{1,4})?$")] | None = None
    name: Annotated[str, bounded(120, least=1)] = Field(description="Why it is closed.")
    first_on: Day
    last_on: Day | None = Field(None, description="Null: the first day alone.")
    is_yearly: Truth = Field(False, description="In every later year too.")


@routes.read("/closed-days", Act.SEE_BOOK, Page[ClosureRow])
def list_closed_days(request: HttpRequest, asked: Query[Paged]) -> Any:
    """List closed days of our own

    Public holidays and weekends come beside them.
    """
    rows = closures_of(actor_behind(request))
    return Page[ClosureRow](**page_of(rows, _BY_DAY, asked, ClosureRow.model_validate))


@routes.write("POST", "/closed-days", Act.MANAGE_SETTINGS, ClosureRow, status=201)
def create_closed_days(request: HttpRequest, closure: Body[NewClosure]) -> Any:
    """Close days for an entity of ours or a country"""
    actor = actor_behind(request)
    given = closure.model_dump()
    code = given.pop("entity")
    entity = get_object_or_404(_entities(actor), code=code) if code else None
    given["country"] = given["country"] or ""
    return ClosureRow.model_validate(close_days(actor=actor, entity=entity, **given))


@routes.write("DELETE", "/closed-days/{closure_id}", Act.MANAGE_SETTINGS, ClosureRow)
def delete_closed_days(request: HttpRequest, closure_id: Path[Id]) -> Any:
    """Take closed days back

    The record of them stays; they count no more.
    """
    actor = actor_behind(request)
    closure = get_object_or_404(closures_of(actor), pk=closure_id)
    reopen_days(actor=actor, closure=closure)
    return ClosureRow.model_validate(closure)


def _entities(actor: Actor) -> Any:
    codes = actor.scope.entities
    return Entity.objects.all() if codes is None else Entity.objects.filter(code__in=codes)
