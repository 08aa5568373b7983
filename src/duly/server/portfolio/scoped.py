"""Which figures, changes and tasks of a day concern the actor's part of the book?"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from duly.server.ledger.scope import visible_accounts
from duly.server.platform import clock
from duly.server.platform.models import Approval
from duly.server.platform.models.approvals import Outcome
from duly.server.platform.rights import Act, Actor, may
from duly.server.portfolio.ageing import cells_of
from duly.server.portfolio.answers.figures import summed_up
from duly.server.portfolio.answers.look import Facts
from duly.server.portfolio.models import AccountDay, Snapshot
from duly.server.portfolio.rates import StoredRates
from duly.server.portfolio.stored import account_days, warnings_on, work
from duly.server.portfolio.warned import gravely_warned, newly_warned

_SUMMED = (
    "open_units",
    "overdue_units",
    "disputed_units",
    "unapplied_units",
    "exposure_units",
    "buckets_units",
    "grade",
    "limit_units",
    "recommended_limit_units",
    "expected_loss_units",
)
_LISTED = (
    "new_overdue",
    "paid",
    "grade_moves",
    "limit_breaches",
    "new_warnings",
    "broken_promises",
)
# A query that names more values than this is refused by some databases.
_MOST_NAMED = 5_000
_SPLITS = ("accounts", "groups", "countries", "sectors", "segments")


def figures_for(actor: Actor, snapshot: Snapshot) -> Facts:
    """Snapshot.figures as far as the actor may see the book.

    For a part of it the sums are worked out from its accounts, what is open from its cells: an
    account's exposure and limits are of the account, whichever of our companies it buys from.
    What only the whole book can tell is null or empty.
    """
    if actor.scope.is_whole:
        return dict(snapshot.figures)
    figures = summed_up(list(account_days(actor, snapshot).values(*_SUMMED)))
    figures |= _of_cells(actor, snapshot)
    return {
        **figures,
        "unidentified_units": 0,
        "missing_rates": [],
        "rates": snapshot.figures["rates"],
        "headline": dict.fromkeys(("dso_days", "bpdso_days", "add_days", "cei")),
        "metrics": {"whole": [], "by_currency": []},
        "trend": {"whole": [], "by_currency": []},
        "concentration": {split: {"hhi": None, "top": []} for split in _SPLITS},
        "groups": [],
        "work": _work(actor, snapshot),
        "warnings": _warnings(actor, snapshot),
    }


def changes_for(actor: Actor, snapshot: Snapshot) -> Facts:
    """Snapshot.changes as far as they concern accounts the actor may see."""
    changes = dict(snapshot.changes)
    if actor.scope.is_whole or not changes:
        return changes
    listed = {row["account_id"] for name in _LISTED for row in changes[name]}
    seen = _visible_of(actor, listed)
    for name in _LISTED:
        changes[name] = [row for row in changes[name] if row["account_id"] in seen]
    changes["totals"] = {
        f"{name}_{of}": sum(row[of] for row in changes[name])
        for name in ("new_overdue", "paid")
        for of in ("units", "items")
    } | {"open_units": None, "overdue_units": None}
    return changes


def needs_of(actor: Actor, snapshot: Snapshot, changes: Facts) -> dict[str, int]:
    """How much waits for somebody: calls (mine and all I see), customers gravely or newly warned
    of, breaches, broken promises, approvals; `changes` are those for the actor."""
    mine = Q(account__collector=actor.user)
    calls = work(actor, snapshot).order_by().aggregate(n=Count("pk"), mine=Count("pk", filter=mine))
    return {
        "work": calls["n"],
        "my_work": calls["mine"],
        "newly_warned": len(newly_warned(changes)),
        "gravely_warned": gravely_warned(actor, snapshot),
        "breaches": beyond_limit(account_days(actor, snapshot)).count(),
        "broken_promises": len(changes.get("broken_promises", [])),
        "approvals": _approvals(actor),
    }


def _visible_of(actor: Actor, numbers: set[str]) -> set[str]:
    """Those of the accounts that the actor may see; of none nobody is asked."""
    if not numbers:
        return set()
    visible = visible_accounts(actor)
    if len(numbers) <= _MOST_NAMED:
        visible = visible.filter(account_id__in=numbers)
    return numbers & set(visible.values_list("account_id", flat=True))


def beyond_limit(days: QuerySet[AccountDay]) -> QuerySet[AccountDay]:
    """Exposed beyond the limit in force; without a limit nobody is."""
    return days.filter(exposure_units__gt=F("limit_units"))


def _approvals(actor: Actor) -> int:
    """Requests this actor could decide: nobody decides their own."""
    if not may(actor, Act.APPROVE):
        return 0
    waiting = Approval.objects.filter(outcome=Outcome.WAITING, expires_at__gt=clock.now())
    return waiting.exclude(asked_by=actor.user).count()


def _of_cells(actor: Actor, snapshot: Snapshot) -> Facts:
    """What is open in the actor's part, exactly by currency, and together at the stored rates."""
    rates = StoredRates.of(snapshot)
    late = Q(due_on__lt=snapshot.as_of, is_credit=False)
    sums = (
        cells_of(actor, snapshot)
        .order_by()
        .values("entity", "currency")
        .annotate(
            all_units=Sum("open_units"),
            late_units=Sum("open_units", filter=late, default=0),
            credit_units=Sum("open_units", filter=Q(is_credit=True), default=0),
            disputed=Sum("disputed_units"),
            count=Sum("items", filter=Q(is_credit=False), default=0),
            late_count=Sum("items", filter=late, default=0),
        )
    )
    entities = [_row(row) | {"entity": row["entity"], "currency": row["currency"]} for row in sums]
    currencies = _by_currency(entities)
    known = [row for row in currencies if rates.has(row["currency"])]
    whole = {
        name: sum(rates.worth(row[name], row["currency"]) for row in known)
        for name in ("open_units", "overdue_units", "disputed_units", "credits_units")
    }
    invoiced = whole["open_units"] - whole["credits_units"]
    return {
        **whole,
        "overdue_share": whole["overdue_units"] / invoiced if invoiced else None,
        "items": {
            "open": sum(row["items"] for row in currencies),
            "overdue": sum(row["overdue_items"] for row in currencies),
        },
        "currencies": currencies,
        "entities": sorted(entities, key=lambda row: (row["entity"], row["currency"])),
    }


def _row(sums: Any) -> Facts:
    return {
        "open_units": sums["all_units"],
        "overdue_units": sums["late_units"],
        "disputed_units": sums["disputed"],
        "credits_units": sums["credit_units"],
        "items": sums["count"],
        "overdue_items": sums["late_count"],
    }


def _by_currency(entities: list[Facts]) -> list[Facts]:
    found: dict[str, Facts] = {}
    for row in entities:
        sums = found.setdefault(row["currency"], {"currency": row["currency"]})
        for name in row.keys() - {"entity", "currency"}:
            sums[name] = sums.get(name, 0) + row[name]
    unknown = {"unapplied_units": None, "exposure_units": None}
    return [found[currency] | unknown for currency in sorted(found)]


def _work(actor: Actor, snapshot: Snapshot) -> Facts:
    calls = list(work(actor, snapshot).values_list("action", "expected_units"))
    actions = [action for action, _ in calls]
    return {
        "call": actions.count("call"),
        "settle_dispute": actions.count("settle_dispute"),
        "wait": None,
        "expected_units": sum(units for _, units in calls),
    }


def _warnings(actor: Actor, snapshot: Snapshot) -> dict[str, int]:
    codes = list(warnings_on(actor, snapshot).values_list("code", flat=True))
    counts = {code: codes.count(code) for code in snapshot.figures.get("warnings", {})}
    return {code: count for code, count in counts.items() if count}
