"""What has to be known, and can be done, while talking to this customer?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _

from duly.kernel.calendars import add_business_days
from duly.server.collecting.activities import QUIET_DAYS, ActivityKind, CallOutcome
from duly.server.collecting.models import Snooze
from duly.server.collecting.selectors import activities_of, snooze_of
from duly.server.ledger.closures import closed_for
from duly.server.ledger.invoices import owed_invoices
from duly.server.ledger.models import Account, Invoice
from duly.server.ledger.scope import visible_accounts
from duly.server.platform import clock
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act, Actor
from duly.server.portfolio.models import AccountDay, AccountReasons, Snapshot, WorkItem
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.pages.worklist.listing import collectors

_INVOICES, _ACTIVITIES, _REASONS = 10, 5, 4
# Quiet times are days; even a year that is closed altogether ends within this.
_LOOKED_AHEAD = timedelta(days=400)
PUT_OFF_DAYS = ((1, _("tomorrow")), (3, _("in 3 days")), (7, _("in a week")), (14, _("in 2 weeks")))


@dataclass(frozen=True, slots=True)
class OutcomeButton:
    """How a call can end, the key that says so, and until when it is quiet then."""

    outcome: CallOutcome
    key: str
    quiet_until: date | None


@dataclass(frozen=True, slots=True)
class AtHand:
    """The account somebody looks at, with its line of the day, if it has one."""

    account: Account
    work: WorkItem | None
    day: AccountDay | None
    snooze: Snooze | None = None


@allowed(Act.WORK_ACCOUNTS)
def pane(request: Asked, pk: int) -> HttpResponse:
    """The account beside the list, fetched while the list stays."""
    snapshot = latest_snapshot(request)
    context = pane_context(request, looked_up(request.actor, pk, snapshot))
    context |= {"people": collectors(), "snapshot": snapshot}
    return render(request, "parts/work_pane.html", context)


def looked_up(actor: Actor, pk: int, snapshot: Snapshot | None) -> AtHand:
    """An account the actor may see that is not on the list that was read."""
    account = get_object_or_404(visible_accounts(actor).select_related("collector"), pk=pk)
    return AtHand(
        account,
        WorkItem.objects.filter(snapshot=snapshot, account=account).first(),
        AccountDay.objects.filter(snapshot=snapshot, account=account).first(),
        snooze_of(account, clock.today()),
    )


def pane_context(request: Asked, at_hand: AtHand) -> dict[str, Any]:
    """Everything the pane shows of an account."""
    account, day, today = at_hand.account, at_hand.day, clock.today()
    reasons = AccountReasons.objects.filter(account=account).first()
    facts: Mapping[str, Any] = reasons.facts if reasons else {}
    return {
        "account": account,
        "account_currency": facts.get("currency") or account.currency,
        "work": at_hand.work,
        "day": day,
        "used": _used(day),
        "lost_points": _lost_points(facts),
        "invoices": _open_invoices(request.actor, account),
        "contacts": list(account.contacts.filter(removed_at__isnull=True)[:6]),
        "activities": list(activities_of(account)[:_ACTIVITIES]),
        "snooze": at_hand.snooze,
        "outcomes": outcome_buttons(today, account),
        "kinds": [kind for kind in ActivityKind if kind != ActivityKind.CALL],
        "later": [(today + timedelta(days=days), words) for days, words in PUT_OFF_DAYS],
        "today": today,
        "tomorrow": today + timedelta(days=1),
        "list_query": _list_query(request),
    }


def outcome_buttons(today: date, account: Account) -> list[OutcomeButton]:
    """The outcomes of a call in the order of their keys, each with its usual quiet time."""
    closed = closed_for(account, today, today + _LOOKED_AHEAD)
    return [
        OutcomeButton(outcome, str(place), _quiet_until(outcome, today, account.country, closed))
        for place, outcome in enumerate(CallOutcome, start=1)
    ]


def _quiet_until(
    outcome: CallOutcome, today: date, country: str, closed: frozenset[date]
) -> date | None:
    days = QUIET_DAYS[outcome]
    return add_business_days(today, days, country or None, closed=closed) if days else None


def _open_invoices(actor: Actor, account: Account) -> list[Invoice]:
    """The oldest first, with when each is expected to be paid; nobody is called for a credit."""
    owed = owed_invoices(actor).filter(account=account).select_related("outlook")
    return list(owed.order_by("due_on", "pk")[: _INVOICES + 1])


def _lost_points(facts: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What costs most of the score, as `reason` says it."""
    rows = [row for row in facts.get("characteristics", ()) if row.get("points_lost")]
    return [{**row, "code": row["characteristic"]} for row in rows[:_REASONS]]


def _used(day: AccountDay | None) -> float | None:
    """The share of the limit in force that is used."""
    if day is None or not day.limit_units:
        return None
    return day.exposure_units / day.limit_units


def _list_query(request: Asked) -> str:
    """The filter of the list, without what is open in it."""
    kept = request.GET.copy()
    kept.pop("open", None)
    return kept.urlencode()
