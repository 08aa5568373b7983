"""How is a day run: facts from the database, answers of the core, one transaction to store them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa
from django.db import transaction
from django.db.models import QuerySet

from duly.book.engines import duckdb_engine
from duly.book.policy.credit_policy import CreditPolicy
from duly.book.tables import book_from_arrow
from duly.server.credit.selectors import active_policy
from duly.server.ledger.book import facts_digest
from duly.server.ledger.models import Account, Entity
from duly.server.ledger.reading.facts import read_facts
from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.rights import Act, Actor, demand
from duly.server.platform.statistics import refresh_statistics
from duly.server.portfolio.answers.answers import Answers, answers_of, silent
from duly.server.portfolio.answers.look import Depth, Look, Progress
from duly.server.portfolio.changes import Before, before, change_facts
from duly.server.portfolio.lock import one_run
from duly.server.portfolio.models import Snapshot
from duly.server.portfolio.outlook import Outlook, outlook_from
from duly.server.portfolio.rates import StoredRates
from duly.server.portfolio.storing import (
    STORED_ANEW,
    account_numbers,
    store,
    store_outlook,
    store_reasons,
)

# The database keeps what does not change; the engine may go to the disk beyond this.
MEMORY = "800MB"
LAST_SHARE = 0.9
# The log names so many of the grades that changed, the widest falls first; the day has all.
_MOVES_TOLD = 200


@dataclass(frozen=True)
class Ground:
    """What every day of one run rests on: the facts as they were read, the policy in force."""

    tables: Mapping[str, pa.Table]
    policy: CreditPolicy
    digest: str
    currency: str
    portfolios: dict[str, str]

    def look_at(self, as_of: date, since: date | None = None, *, memory: str = MEMORY) -> Look:
        """The day in an engine of its own: what was worked out for another is let go of."""
        book = book_from_arrow(duckdb_engine(memory_limit=memory), self.tables)
        return Look(book, self.policy, as_of, self.currency, since, self.portfolios)


def run_day(*, as_of: date, actor: Actor | None, progress: Progress = silent) -> Snapshot:
    """The stored answers of the day; worked out unless they rest on the same facts and policy.

    Raises DayIsRunning while another run is under way. A run that dies leaves nothing behind.
    """
    if actor is not None:
        demand(actor, Act.RUN_DAY)
    with one_run():
        policy, digest = active_policy(), facts_digest()
        done = _done(as_of, policy, digest)
        if done is not None:
            return done
        progress(0.0, "reading the book")
        return run_on(ground(policy, digest), as_of, actor=actor, progress=progress)


def catch_up(today: date, *, actor: Actor | None, progress: Progress = silent) -> list[Snapshot]:
    """Run every day that was missed, oldest first, and today; each is stored as soon as it is done.

    Stopped in the middle, the next call goes on where this one ended.
    """
    if actor is not None:
        demand(actor, Act.RUN_DAY)
    with one_run():
        policy, digest = active_policy(), facts_digest()
        days = [day for day in missed_days(today) if _done(day, policy, digest) is None]
        if not days:
            return []
        progress(0.0, "reading the book")
        on = ground(policy, digest)
        found = []
        for number, day in enumerate(days):
            told = _part_of(progress, number, len(days), day)
            found.append(run_on(on, day, actor=actor, progress=told))
        return found


def missed_days(today: date) -> list[date]:
    """From the day after the newest stored one to today; today alone where none is stored."""
    newest = _complete().order_by("-as_of").first()
    if newest is None or newest.as_of >= today:
        return [today]
    count = (today - newest.as_of).days
    return [newest.as_of + timedelta(days=number) for number in range(1, count + 1)]


def ground(policy: CreditPolicy, digest: str) -> Ground:
    """The book out of the database. The digest is taken before: what is recorded in between makes
    the next run find other facts, never the same."""
    tables = {name: table for name, table in read_facts().tables.items() if table.num_rows}
    portfolios = dict(Account.objects.values_list("account_id", "portfolio"))
    return Ground(tables, policy, digest, reporting_currency(tables), portfolios)


def run_on(on: Ground, as_of: date, *, actor: Actor | None, progress: Progress) -> Snapshot:
    """Work the day out and store it. Why and how it goes on are kept of the newest day only."""
    depth = Depth.DAY if _complete().filter(as_of__gt=as_of).exists() else Depth.FULL
    was = before(_complete().filter(as_of__lt=as_of).order_by("-as_of").first())
    look = on.look_at(as_of, was.snapshot.as_of if was.snapshot else None)
    answers = answers_of(look, depth, lambda share, what: progress(share * 0.7, what))
    outlook = None
    if depth is Depth.FULL:
        progress(0.75, "forecasting")
        rates = StoredRates.listed(answers.currency, answers.figures["rates"])
        outlook = outlook_from(look.book, as_of, rates)
    progress(LAST_SHARE, "storing")
    return save_day(on, answers, was, outlook, actor=actor)


def save_day(
    on: Ground, answers: Answers, was: Before, outlook: Outlook | None, *, actor: Actor | None
) -> Snapshot:
    """Store everything of the day, or nothing."""
    keys = account_numbers()
    with transaction.atomic():
        snapshot, _ = Snapshot.objects.update_or_create(
            as_of=answers.as_of, defaults=_columns(on, answers, was, outlook)
        )
        store(snapshot, answers, was, keys)
        if answers.reasons:
            store_reasons(snapshot, answers, keys)
        if outlook is not None:
            store_outlook(snapshot, outlook)
        _record(snapshot, answers, actor)
    refresh_statistics(STORED_ANEW)
    return snapshot


def reporting_currency(tables: Mapping[str, pa.Table]) -> str:
    """What the whole is added up in: as before; else what most of our companies keep their books
    in; else what most invoices are in; else euros."""
    newest = _complete().order_by("-as_of").first()
    if newest is not None:
        return newest.currency
    own = Counter(Entity.objects.exclude(currency="").values_list("currency", flat=True))
    if not own and "invoices" in tables:
        counted = tables["invoices"].column("currency").value_counts().to_pylist()
        own = Counter({row["values"]: row["counts"] for row in counted})
    return min(own, key=lambda code: (-own[code], code), default="EUR")


def _columns(
    on: Ground, answers: Answers, was: Before, outlook: Outlook | None
) -> dict[str, object]:
    return {
        "is_complete": True,
        "policy_version": on.policy.version,
        "policy_fingerprint": on.policy.fingerprint,
        "facts_digest": on.digest,
        "started_at": clock.now(),
        "completed_at": clock.now(),
        "currency": answers.currency,
        "figures": answers.figures,
        "ageing": answers.ageing,
        "changes": change_facts(answers, was),
        "cash": {} if outlook is None else outlook.cash,
    }


def _record(snapshot: Snapshot, answers: Answers, actor: Actor | None) -> None:
    record(
        actor=actor,
        kind="day.run",
        subject=("day", snapshot.as_of.isoformat()),
        facts={
            "accounts": len(answers.accounts),
            "items": answers.figures["items"]["open"],
            "policy": snapshot.policy_fingerprint,
        },
        policy_version=snapshot.policy_version,
        facts_digest=snapshot.facts_digest,
    )
    moves = snapshot.changes["grade_moves"]
    if moves:
        record(
            actor=actor,
            kind="grade.changed",
            subject=("day", snapshot.as_of.isoformat()),
            facts={"count": len(moves), "moves": moves[:_MOVES_TOLD]},
            policy_version=snapshot.policy_version,
            facts_digest=snapshot.facts_digest,
        )


def _done(as_of: date, policy: CreditPolicy, digest: str) -> Snapshot | None:
    """The day, if it was run on the same facts by the same policy."""
    return (
        _complete()
        .filter(as_of=as_of, policy_fingerprint=policy.fingerprint, facts_digest=digest)
        .first()
    )


def _complete() -> QuerySet[Snapshot]:
    return Snapshot.objects.filter(is_complete=True)


def _part_of(progress: Progress, number: int, count: int, day: date) -> Progress:
    def told(share: float, what: str) -> None:
        progress((number + share) / count, f"{day.isoformat()}: {what}")

    return told
