"""Which customers are on the list, and what has to be known of each to choose the next?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext

from duly.server.collecting.models import Activity, Snooze
from duly.server.collecting.selectors import last_activities, snoozed
from duly.server.ledger.models import Promise
from duly.server.ledger.scope import visible_accounts, visible_promises
from duly.server.platform.models import User
from duly.server.platform.models.access import Role
from duly.server.platform.rights import Actor
from duly.server.portfolio.models import AccountDay, Snapshot, WorkItem
from duly.server.portfolio.selectors import work

EVERYBODY, MINE, NOBODYS, PUT_OFF = "all", "me", "none", "put-off"
_REMEMBERED_DAYS = 30
WORKING = (Role.COLLECTOR, Role.CREDIT_ANALYST, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the worklist: the work, how the account stands, what was said last."""

    work: WorkItem
    day: AccountDay | None
    promise: Promise | None
    last: Activity | None


def items_of(actor: Actor, snapshot: Snapshot, query: QueryDict) -> QuerySet[WorkItem]:
    """The worklist of the day that fits the query, by rank."""
    items = work(actor, snapshot).select_related("account", "account__collector")
    whose = query.get("who", EVERYBODY)
    if whose == MINE:
        items = items.filter(account__collector=actor.user)
    elif whose == NOBODYS:
        items = items.filter(account__collector__isnull=True)
    elif whose != EVERYBODY:
        items = items.filter(account__collector__username=whose[:150])
    if query.get("action"):
        items = items.filter(action=query["action"][:40])
    return items


def lines_of(actor: Actor, snapshot: Snapshot, items: Sequence[WorkItem]) -> list[Line]:
    """What stands beside each item, read for all of them at once."""
    accounts = [item.account_id for item in items]
    days = AccountDay.objects.filter(snapshot=snapshot, account__in=accounts)
    standing = {day.account_id: day for day in days}
    promised = _promises(actor, accounts, snapshot.as_of)
    last = last_activities(item.account for item in items)
    return [
        Line(
            item,
            standing.get(item.account_id),
            promised.get(item.account_id),
            last.get(item.account_id),
        )
        for item in items
    ]


def put_off(actor: Actor, today: date) -> QuerySet[Snooze]:
    """The accounts somebody put off, the first to come back first."""
    found = snoozed(today).select_related("account", "set_by")
    if not actor.scope.is_whole:
        found = found.filter(account__in=visible_accounts(actor).values("pk"))
    return found.order_by("until", "pk")


def collectors() -> list[User]:
    """Who may be given accounts, in the order of names."""
    return list(User.objects.filter(is_active=True, role__in=WORKING).order_by("username")[:50])


def tabs(actor: Actor, people: Sequence[User]) -> list[tuple[str, str]]:
    """Whose list: one's own, everybody's, each colleague's, nobody's, and what was put off."""
    others = [(each.username, each.username) for each in people if each.pk != actor.user.pk]
    return [
        (EVERYBODY, gettext("Everybody’s")),
        (MINE, gettext("Mine")),
        *others[:8],
        (NOBODYS, gettext("Nobody’s")),
        (PUT_OFF, gettext("Put off")),
    ]


def _promises(actor: Actor, accounts: Sequence[int], as_of: date) -> dict[int, Promise]:
    """The promise of each account that falls due last, unless that is long ago."""
    lately = as_of - timedelta(days=_REMEMBERED_DAYS)
    promises = visible_promises(actor).filter(account__in=accounts, due_on__gte=lately)
    found = promises.order_by("due_on")
    return {promise.account_id: promise for promise in found if promise.account_id is not None}
