"""What would raise this customer's grade or limit?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from duly.server.ledger.scope import visible_accounts
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act
from duly.server.portfolio.advice import advice_of
from duly.server.portfolio.models import AccountReasons
from duly.server.web import figures
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.sentences import word

_SHARES = {"utilisation", "equity_ratio", "bureau_standing"}
"""Parts of a whole, though their names do not say so."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way: what would have to change, and the grade and limit that follow."""

    changes: list[str]
    grade: str
    limit: str


@allowed(Act.SEE_BOOK)
def advice(request: Asked, pk: int) -> HttpResponse:
    """A page of its own, of which the customer's page takes the middle. Takes about a second."""
    account = get_object_or_404(visible_accounts(request.actor), pk=pk)
    reasons = AccountReasons.objects.filter(account=account).select_related("snapshot").first()
    if reasons is None:
        raise Http404(account.account_id)
    currency = reasons.facts["currency"]
    ways = {
        goal: [_way(way, currency) for way in found] for goal, found in advice_of(reasons).items()
    }
    context = {"account": account, "ways": ways, "snapshot": latest_snapshot(request)}
    return render(request, "customer_advice.html", context)


def _way(way: Mapping[str, Any], currency: str) -> Way:
    after = way["after"]
    limit = after["limit_units"]
    return Way(
        [_change(change, currency) for change in way["changes"]],
        after["grade"],
        figures.not_known() if limit is None else figures.whole_money(limit, currency),
    )


def _change(change: Mapping[str, Any], currency: str) -> str:
    name = change["characteristic"]
    if name.endswith("_units"):
        amount = figures.whole_money(change["wanted"], currency)
        return gettext("%(what)s of %(amount)s") % {"what": word(name, "field"), "amount": amount}
    side = gettext("below") if change["is_below"] else gettext("at least")
    return gettext("%(what)s %(side)s %(edge)s (now %(now)s)") % {
        "what": word(name, "reason"),
        "side": side,
        "edge": _figure(name, change["threshold"]),
        "now": _figure(name, change["observed"]),
    }


def _figure(characteristic: str, value: float | None) -> str:
    if value is None:
        return figures.not_known()
    if characteristic.endswith("_share") or characteristic in _SHARES:
        return figures.percent(value)
    if "days" in characteristic:
        return figures.days(round(value, 1))
    return figures.decimal(value, 2)
