"""What does this customer owe, item by item, and when will it be paid?"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from duly.server.ledger.invoices import open_credits, owed_invoices
from duly.server.ledger.models import Account, Invoice
from duly.server.ledger.scope import visible_disputes
from duly.server.platform.rights import Actor
from duly.server.portfolio.models import AccountDay
from duly.server.web.asking import Asked
from duly.server.web.paging import Key, page_of

_MOST_DISPUTES = 20
_MOST_CREDITS = 50


def items(request: Asked, account: Account, day: AccountDay | None) -> dict[str, Any]:
    """All of them, the oldest due first, a page at a time; credit notes stand apart."""
    page = page_of(
        open_items(request.actor, account),
        (Key("due_on"), Key("pk")),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    disputes = visible_disputes(request.actor).filter(
        invoice__account=account, closed_on__isnull=True
    )
    unused = list(credits_of(request.actor, account)[: _MOST_CREDITS + 1])
    return {
        "page": page,
        "credits": unused[:_MOST_CREDITS],
        "are_credits_cut": len(unused) > _MOST_CREDITS,
        "disputes": disputes.select_related("invoice").order_by("opened_on", "pk")[:_MOST_DISPUTES],
    }


def open_items(actor: Actor, account: Account) -> QuerySet[Invoice]:
    """The invoices that are open, the oldest first, with what the latest day foresaw for them."""
    rows = owed_invoices(actor).filter(account=account).select_related("outlook", "entity")
    return rows.order_by("due_on", "pk")


def credits_of(actor: Actor, account: Account) -> QuerySet[Invoice]:
    """The credit notes of which something is not used yet, the oldest first."""
    rows = open_credits(actor).filter(account=account).select_related("entity")
    return rows.order_by("due_on", "pk")
