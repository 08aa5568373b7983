"""What happened with an account, and which accounts are to be left alone today?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from duly.server.collecting.models import Activity, Snooze
from duly.server.ledger.models import Account


def activities_of(account: Account) -> QuerySet[Activity]:
    """The latest first."""
    return (
        Activity.objects.filter(account=account)
        .select_related("done_by")
        .order_by("-recorded_at", "-id")
    )


def snoozed(as_of: date) -> QuerySet[Snooze]:
    """The snoozes that still hold on a day: until the day comes, not on it."""
    return Snooze.objects.filter(ended_at__isnull=True, until__gt=as_of)


def snooze_of(account: Account, as_of: date) -> Snooze | None:
    return snoozed(as_of).filter(account=account).select_related("set_by").first()


def last_activities(accounts: Iterable[Account]) -> dict[int, Activity]:
    """The latest activity of each of these accounts, by the account's key."""
    ids = [account.pk for account in accounts]
    found = Activity.objects.filter(account__in=ids).order_by("account_id", "-recorded_at", "-id")
    latest: dict[int, Activity] = {}
    for activity in found.iterator():
        latest.setdefault(activity.account_id, activity)
    return latest
