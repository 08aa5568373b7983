"""What is stored of a day, as far as this actor may see it?"""

from __future__ import annotations

from datetime import date
from typing import Any, TypeVar

from django.db.models import Count, F, FilteredRelation, Q, QuerySet

from duly.server.ledger.models import Account
from duly.server.ledger.scope import visible_accounts
from duly.server.platform.rights import Actor
from duly.server.portfolio.models import AccountDay, EarlyWarning, Snapshot, WorkItem

_ROWS = ("figures", "ageing", "changes", "cash")
Row = TypeVar("Row", AccountDay, WorkItem, EarlyWarning)


def latest() -> Snapshot | None:
    """The newest day that was run to its end; its `changes` are read when they are asked for."""
    return _complete().defer("changes").order_by("-as_of").first()


def snapshot_on(as_of: date) -> Snapshot | None:
    """The newest day that was run to its end and is not after this one."""
    return _complete().filter(as_of__lte=as_of).order_by("-as_of").first()


def recent(days: int = 90) -> list[Snapshot]:
    """The last so many stored days, oldest first, with their figures and nothing else."""
    newest = _complete().order_by("-as_of").only("as_of", "currency", "figures")
    return list(reversed(newest[:days]))


def account_days(actor: Actor, snapshot: Snapshot) -> QuerySet[AccountDay]:
    """What the core said on the day of every account the actor may see."""
    return _visible(AccountDay.objects.filter(snapshot=snapshot), actor)


def history_of(account: Account) -> QuerySet[AccountDay]:
    """Every stored day of an account, oldest first; of the snapshot only its date is at hand."""
    days = AccountDay.objects.filter(account=account, snapshot__is_complete=True)
    without = [f"snapshot__{name}" for name in _ROWS]
    return days.select_related("snapshot").defer(*without).order_by("snapshot__as_of")


def work(actor: Actor, snapshot: Snapshot) -> QuerySet[WorkItem]:
    """The worklist of the day by rank, less the accounts that somebody snoozed meanwhile."""
    open_snooze = FilteredRelation(
        "account__snoozes", condition=Q(account__snoozes__ended_at__isnull=True)
    )
    items = _visible(WorkItem.objects.filter(snapshot=snapshot), actor)
    items = items.annotate(open_snooze=open_snooze).filter(
        Q(open_snooze__isnull=True) | Q(open_snooze__until__lte=snapshot.as_of)
    )
    return items.order_by("rank")


def warnings_on(actor: Actor, snapshot: Snapshot) -> QuerySet[EarlyWarning]:
    """The early warnings of the day about accounts the actor may see."""
    warned = _visible(EarlyWarning.objects.filter(snapshot=snapshot), actor)
    return warned.order_by("account_id", "code")


def grade_migration(actor: Actor, before: Snapshot, after: Snapshot) -> list[dict[str, Any]]:
    """How many accounts went from which grade to which: rows of before, after, accounts."""
    was = FilteredRelation("account__days", condition=Q(account__days__snapshot=before))
    pairs = account_days(actor, after).annotate(was=was).filter(was__isnull=False)
    counted = pairs.values(first=F("was__grade"), then=F("grade")).annotate(n=Count("pk"))
    rows = counted.order_by("first", "then").values_list("first", "then", "n")
    return [{"before": first, "after": then, "accounts": n} for first, then, n in rows]


def _complete() -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(is_complete=True)


def _visible(rows: QuerySet[Row], actor: Actor) -> QuerySet[Row]:
    if actor.scope.is_whole:
        return rows
    return rows.filter(account__in=visible_accounts(actor).values("pk"))
