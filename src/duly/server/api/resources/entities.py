"""Which of our own companies issue invoices, and into which portfolio is a customer dealt?"""

from __future__ import annotations

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Body, Path, Query
from pydantic import Field

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Currency, Given, Reference, Shown, Word, bounded
from duly.server.api.routes import Routes
from duly.server.ledger.assign import move_to_portfolio
from duly.server.ledger.entities import describe_entity
from duly.server.ledger.models import Entity
from duly.server.ledger.scope import account_or_404
from duly.server.platform.rights import Act, Actor

routes = Routes("Entities and portfolios")
_BY_CODE = Order("entities", ("code",))


class EntityRow(Shown):
    """A legal entity of ours."""

    code: str
    name: str
    country: str
    currency: str


class EntityWords(Given):
    name: Annotated[str, bounded(200, least=1)]
    country: Annotated[str, Field(strict=True, pattern="^[A-Z]{2}$")]
    currency: Currency


class Move(Given):
    account_id: Reference
    portfolio: Annotated[str, bounded(80)] = Field(description="Empty: none.")


class Moved(Shown):
    account_id: str
    portfolio: str


@routes.read("/entities", Act.SEE_BOOK, Page[EntityRow])
def list_entities(request: HttpRequest, asked: Query[Paged]) -> Any:
    """List our companies"""
    rows = _visible(actor_behind(request))
    return Page[EntityRow](**page_of(rows, _BY_CODE, asked, EntityRow.model_validate))


@routes.write("PUT", "/entities/{path:code}", Act.MANAGE_SETTINGS, EntityRow)
def put_entity(request: HttpRequest, code: Path[Word], words: Body[EntityWords]) -> Any:
    """Say what a company of ours is called and where it stands"""
    actor = actor_behind(request)
    entity = _visible(actor).filter(code=code).first()
    if entity is None:
        raise Http404(code)
    described = describe_entity(actor=actor, entity=entity, **words.model_dump())
    return EntityRow.model_validate(described)


@routes.write("POST", "/portfolio-moves", Act.ASSIGN_ACCOUNTS, Moved)
def create_portfolio_move(request: HttpRequest, move: Body[Move]) -> Any:
    """Deal a customer into another portfolio

    Who sees a portfolio sees its customers.
    """
    actor = actor_behind(request)
    account = account_or_404(actor, move.account_id)
    move_to_portfolio(actor=actor, account=account, portfolio=move.portfolio)
    return Moved(account_id=account.account_id, portfolio=move.portfolio)


def _visible(actor: Actor) -> Any:
    entities = Entity.objects.all()
    if actor.scope.entities is not None:
        entities = entities.filter(code__in=actor.scope.entities)
    return entities
