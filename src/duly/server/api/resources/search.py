"""What is meant by a name, a number or an amount?"""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query
from pydantic import Field

from duly.server.api.asking import actor_behind
from duly.server.api.inputs import Given, Shown, bounded
from duly.server.api.resources.invoices import InvoiceRow
from duly.server.api.resources.payments import PaymentRow
from duly.server.api.routes import Routes
from duly.server.ledger.searching import LONGEST, search
from duly.server.platform.rights import Act

routes = Routes("Search")


class SearchAsked(Given):
    q: Annotated[str, bounded(LONGEST, least=1)]


class AccountHit(Shown):
    account_id: str
    name: str
    country: str


class Found(Shown):
    """At most twenty of each; `more` names those of which there are others."""

    accounts: list[AccountHit]
    invoices: list[InvoiceRow]
    payments: list[PaymentRow]
    amounts: list[InvoiceRow] = Field(description="Open invoices of such an amount.")
    more: list[str]


@routes.read("/search", Act.SEE_BOOK, Found)
def search_book(request: HttpRequest, asked: Query[SearchAsked]) -> Any:
    """Search customers, invoices, payments and amounts"""
    found = search(actor_behind(request), asked.q)
    return Found(
        accounts=[AccountHit.model_validate(row) for row in found.accounts],
        invoices=[InvoiceRow.model_validate(row) for row in found.invoices],
        payments=[PaymentRow.model_validate(row) for row in found.payments],
        amounts=[InvoiceRow.model_validate(row) for row in found.amounts],
        more=sorted(found.more),
    )
