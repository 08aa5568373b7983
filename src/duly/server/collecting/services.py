"""What is done with a customer: noted, put off, given to somebody?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from duly.server.collecting.activities import OUTCOMES, ActivityKind
from duly.server.collecting.models import Activity, Snooze
from duly.server.ledger.models import Account
from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.models import User
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, actor_of, demand, may

LONGEST_NOTE = 5_000
LONGEST_SNOOZE_DAYS = 366


def log_activity(
    *,
    actor: Actor,
    account: Account,
    kind: str,
    outcome: str = "",
    text: str = "",
    on: date | None = None,
    quiet_until: date | None = None,
) -> Activity:
    """Note a call, mail, letter, meeting or thought; `quiet_until` also puts the account off.

    `on` is the day it happened, today unless said; a day to come is refused.
    """
    demand(actor, Act.WORK_ACCOUNTS)
    day = on or clock.today()
    _demand_activity(kind, outcome, text, day)
    with transaction.atomic():
        activity = Activity.objects.create(
            account=account,
            kind=kind,
            outcome=outcome,
            text=text,
            done_by=actor.user,
            done_on=day,
            recorded_at=clock.now(),
        )
        if quiet_until is not None:
            snooze(actor=actor, account=account, until=quiet_until, reason=outcome)
        facts = {"activity": kind, "outcome": outcome, "on": day, "number": activity.pk}
        _record(actor, "activity.logged", account, facts, {"text": text} if text else {})
    return activity


def snooze(*, actor: Actor, account: Account, until: date, reason: str = "") -> Snooze:
    """Keep an account off the worklist until the day comes; the latest word holds."""
    demand(actor, Act.WORK_ACCOUNTS)
    today = clock.today()
    if not today < until <= today + timedelta(days=LONGEST_SNOOZE_DAYS):
        raise Refused("snooze_out_of_range", days=LONGEST_SNOOZE_DAYS)
    with transaction.atomic():
        _hold(account)
        _end_snooze(account)
        made = Snooze.objects.create(
            account=account,
            until=until,
            reason=reason[:200],
            set_by=actor.user,
            set_at=clock.now(),
        )
        _record(actor, "account.snoozed", account, {"until": until})
    return made


def unsnooze(*, actor: Actor, account: Account) -> bool:
    """Take an account back on the worklist. Says whether it was put off at all."""
    demand(actor, Act.WORK_ACCOUNTS)
    with transaction.atomic():
        _hold(account)
        was_snoozed = _end_snooze(account)
        if was_snoozed:
            _record(actor, "account.unsnoozed", account, {})
    return was_snoozed


def assign(*, actor: Actor, accounts: Sequence[Account], collector: User | None) -> int:
    """Give accounts to somebody who may work them, or to nobody. Says how many changed hands."""
    demand(actor, Act.ASSIGN_ACCOUNTS)
    if collector is not None and not may(actor_of(collector), Act.WORK_ACCOUNTS):
        raise Refused("collector_may_not_work", name=collector.username)
    changed = 0
    with transaction.atomic():
        held = Account.objects.select_for_update().filter(pk__in=[item.pk for item in accounts])
        names = dict(User.objects.values_list("pk", "username"))
        for account in held.order_by("pk"):
            if account.collector_id == (collector.pk if collector else None):
                continue
            before = names.get(account.collector_id, "") if account.collector_id else ""
            account.collector = collector
            account.save(update_fields=["collector"])
            facts = {"collector": collector.username if collector else "", "before": before}
            _record(actor, "account.assigned", account, facts)
            changed += 1
    return changed


def _demand_activity(kind: str, outcome: str, text: str, day: date) -> None:
    if kind not in ActivityKind.values:
        raise Refused("activity_kind_unknown", kind=kind)
    outcomes = OUTCOMES.get(ActivityKind(kind))
    if outcome and (outcomes is None or outcome not in outcomes.values):
        raise Refused("activity_outcome_unknown", outcome=outcome)
    if not outcome and not text.strip():
        raise Refused("activity_says_nothing")
    if len(text) > LONGEST_NOTE:
        raise Refused("activity_too_long", most=LONGEST_NOTE, count=len(text))
    if day > clock.today():
        raise Refused("activity_in_the_future")


def _hold(account: Account) -> None:
    """Two people who put off the same account take turns."""
    Account.objects.select_for_update().only("pk").get(pk=account.pk)


def _end_snooze(account: Account) -> bool:
    open_one = Snooze.objects.filter(account=account, ended_at__isnull=True)
    return bool(open_one.update(ended_at=clock.now()))


def _record(
    actor: Actor,
    kind: str,
    account: Account,
    facts: dict[str, Any],
    personal: dict[str, str] | None = None,
) -> None:
    record(
        actor=actor,
        kind=kind,
        subject=("account", account.account_id),
        facts={"account": account.account_id, **facts},
        personal=personal or {},
    )
