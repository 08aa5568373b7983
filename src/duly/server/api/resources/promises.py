"""What did customers promise to pay, and until when?"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body, Query
from pydantic import AliasPath, Field

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Currency, Day, Given, PositiveUnits, Reference, Shown
from duly.server.api.routes import Routes
from duly.server.ledger.models import Promise
from duly.server.ledger.promises import record_promise
from duly.server.ledger.scope import account_or_404, invoice_or_404, visible_promises
from duly.server.platform import clock
from duly.server.platform.rights import Act

routes = Routes("Promises")
_BY_DUE_DAY = Order("promises", ("due_on", "id"))


class PromisesAsked(Paged):
    account_id: Reference | None = None
    due_from: Day | None = None
    due_until: Day | None = Field(None, description="This day included.")


class PromiseRow(Shown):
    promise_id: str
    account_id: str = Field(validation_alias=AliasPath("account", "account_id"))
    amount_units: int
    currency: str
    made_on: date
    due_on: date
    invoice_ids: list[str]


class NewPromise(Given):
    account_id: Reference
    amount_units: PositiveUnits
    currency: Currency
    due_on: Day
    made_on: Day | None = Field(None, description="Today, unless said.")
    invoice_ids: Annotated[list[Reference], Field(max_length=100)] = []


@routes.read("/promises", Act.SEE_BOOK, Page[PromiseRow])
def list_promises(request: HttpRequest, asked: Query[PromisesAsked]) -> Any:
    """List promises to pay, by the day they fall due"""
    rows = visible_promises(actor_behind(request)).select_related("account")
    if asked.account_id is not None:
        rows = rows.filter(account__account_id=asked.account_id)
    if asked.due_from is not None:
        rows = rows.filter(due_on__gte=asked.due_from)
    if asked.due_until is not None:
        rows = rows.filter(due_on__lte=asked.due_until)
    return Page[PromiseRow](**page_of(rows, _BY_DUE_DAY, asked, _shown))


@routes.write("POST", "/promises", Act.WORK_ACCOUNTS, PromiseRow, status=201)
def create_promise(request: HttpRequest, promise: Body[NewPromise]) -> Any:
    """Record a promise to pay"""
    actor = actor_behind(request)
    recorded = record_promise(
        actor=actor,
        account=account_or_404(actor, promise.account_id),
        units=promise.amount_units,
        currency=promise.currency,
        made_on=promise.made_on or clock.today(),
        due_on=promise.due_on,
        invoices=[invoice_or_404(actor, number) for number in promise.invoice_ids],
    )
    return _shown(recorded)


def _shown(promise: Promise) -> PromiseRow:
    numbers = [number for number in promise.invoice_ids.split(",") if number]
    plain = {name: getattr(promise, name) for name in _PLAIN}
    return PromiseRow.model_construct(
        **plain, account_id=promise.account.account_id, invoice_ids=numbers
    )


_PLAIN = ("promise_id", "amount_units", "currency", "made_on", "due_on")
