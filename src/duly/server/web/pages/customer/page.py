"""Who is this customer, how does it stand and why, and what is there to do?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from duly.server.ledger.models import Account
from duly.server.ledger.scope import visible_accounts
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act
from duly.server.portfolio.models import AccountDay, Snapshot
from duly.server.web import asked_for
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.pages.customer.items import items
from duly.server.web.pages.customer.people import people
from duly.server.web.pages.customer.summary import summary
from duly.server.web.pages.customer.timeline import timeline

View = Callable[[Asked, Account, AccountDay | None], dict[str, Any]]
VIEWS: dict[str, View] = {
    "summary": summary,
    "items": items,
    "timeline": timeline,
    "people": people,
}


@allowed(Act.SEE_BOOK)
def customer(request: Asked, pk: int) -> HttpResponse:
    """One of four views of a customer; each is an address of its own."""
    accounts = visible_accounts(request.actor).select_related("parent", "collector", "reasons")
    account = get_object_or_404(accounts, pk=pk)
    snapshot = latest_snapshot(request)
    day = _day(account, snapshot)
    show = asked_for.choice(request, "show", VIEWS, "summary")
    context = {
        "account": account,
        "snapshot": snapshot,
        "account_day": day,
        "show": show,
        "tabs": _tabs(),
        **VIEWS[show](request, account, day),
    }
    return render(request, f"customer_{show}.html", context)


def _day(account: Account, snapshot: Snapshot | None) -> AccountDay | None:
    if snapshot is None:
        return None
    day = AccountDay.objects.filter(snapshot=snapshot, account=account).first()
    if day is not None:
        day.snapshot = snapshot
    return day


def _tabs() -> list[tuple[str, str]]:
    return [
        ("summary", gettext("Summary")),
        ("items", gettext("Open items")),
        ("timeline", gettext("Timeline")),
        ("people", gettext("Contacts and documents")),
    ]
