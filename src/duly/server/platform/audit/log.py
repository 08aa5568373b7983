"""What happened? Written in the transaction in which it happens, and never again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction

from duly.server.platform import clock
from duly.server.platform.audit import heads
from duly.server.platform.audit.chain import BEFORE_THE_FIRST, Link, hash_of, personal_digest
from duly.server.platform.audit.kinds import UndeclaredKind, kind_of
from duly.server.platform.canonical import canonical
from duly.server.platform.fields import plain
from duly.server.platform.models import Event, PersonalDatum
from duly.server.platform.rights import Actor

PERSONAL = "personal"
# Any constant will do, as long as nothing else in the database takes this lock.
_CHAIN_LOCK = 0x64756C79


def record(
    *,
    actor: Actor | None,
    kind: str,
    subject: tuple[str, str],
    facts: Mapping[str, Any],
    personal: Mapping[str, str] = {},
    policy_version: str = "",
    facts_digest: str = "",
) -> Event:
    """Append an event. The caller's transaction must be open: act and event stand or fall together.

    From here to the end of the transaction nobody else can append, so record last. Nothing of a
    person belongs into `facts`: give it as `personal`, in fields the kind declares.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("an event needs its act's transaction")
    _demand_declared(kind, facts, personal)
    known = {field: plain(value) for field, value in personal.items()}
    salts = {field: secrets.token_hex(16) for field in known}
    digests = {field: personal_digest(salts[field], value) for field, value in known.items()}
    written = {**facts, PERSONAL: digests} if digests else facts
    event = _append(
        actor,
        kind=kind,
        subject=subject,
        facts=canonical(written),
        versions=(policy_version, facts_digest),
    )
    PersonalDatum.objects.bulk_create(
        PersonalDatum(event=event, field=field, salt=salts[field], value=value)
        for field, value in known.items()
    )
    reached = heads.Head(event.number, event.hash)
    transaction.on_commit(lambda: heads.keep(reached), robust=True)
    return event


def shred(*, actor: Actor | None, subject: tuple[str, str]) -> int:
    """Delete what the log knows of the persons in this subject's events; the chain still holds."""
    with transaction.atomic():
        data = PersonalDatum.objects.filter(
            event__subject_kind=subject[0], event__subject_id=subject[1]
        )
        count, _ = data.delete()
        record(actor=actor, kind="personal.shredded", subject=subject, facts={"count": count})
    return count


def _append(
    actor: Actor | None,
    *,
    kind: str,
    subject: tuple[str, str],
    facts: str,
    versions: tuple[str, str],
) -> Event:
    number, previous_hash = _locked_head()
    link = Link(
        number=number + 1,
        recorded_at=clock.now(),
        actor=actor.user.pk if actor else None,
        kind=kind,
        subject_kind=plain(subject[0]),
        subject_id=plain(subject[1]),
        facts=facts,
        policy_version=plain(versions[0]),
        facts_digest=plain(versions[1]),
    )
    values = {**link._asdict(), "actor": actor.user if actor else None}
    return Event.objects.create(
        **values, previous_hash=previous_hash, hash=hash_of(previous_hash, link)
    )


def _locked_head() -> tuple[int, str]:
    """On SQLite the transaction already holds the only write lock. A lock on the last row would
    not do on PostgreSQL: who waited for it would go on from a row that is no longer the last."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
    last = Event.objects.order_by("-number").values_list("number", "hash").first()
    return last or (0, BEFORE_THE_FIRST)


def _demand_declared(kind: str, facts: Mapping[str, Any], personal: Mapping[str, str]) -> None:
    undeclared = set(personal) - kind_of(kind).personal
    if undeclared:
        raise UndeclaredKind(f"{kind} declares no personal field {', '.join(sorted(undeclared))}")
    misplaced = set(facts) & (kind_of(kind).personal | {PERSONAL})
    if misplaced:
        raise ValueError(f"{kind} has {', '.join(sorted(misplaced))} among its facts, in clear")
