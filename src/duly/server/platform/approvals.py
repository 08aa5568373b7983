"""Was this act agreed to by a second person, exactly as the first one asked for it?"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.canonical import digest, storable
from duly.server.platform.fields import plain
from duly.server.platform.models import Approval, Event
from duly.server.platform.models.approvals import Outcome
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, demand

EXPIRES_AFTER = timedelta(days=14)
KINDS = {
    "policy.activate": _("Put a credit policy in force"),
    "user.change": _("Change what a user may do"),
}
"""What needs a second person, in words."""
Doing = Callable[[Actor, Approval], None]
_doings: dict[str, Doing] = {}


def approved(kind: str) -> Callable[[Doing], Doing]:
    """Register what is done, inside the deciding transaction, once this kind is approved.

    It is given who approved and the approval; its payload was compared with what was asked.
    """

    def register(do: Doing) -> Doing:
        if kind in _doings:
            raise ValueError(f"two functions act on approvals of the kind {kind}")
        _doings[kind] = do
        return do

    return register


def ask_approval(
    *, actor: Actor, kind: str, subject: tuple[str, str], payload: Mapping[str, Any], reason: str
) -> Approval:
    """Ask for a second pair of eyes. One request waits for a subject at a time."""
    if kind not in _doings:
        raise LookupError(f"nothing is done when {kind!r} is approved")
    expire_overdue()
    about = {"kind": kind, "subject_kind": plain(subject[0]), "subject_id": plain(subject[1])}
    kept = storable(payload)
    with transaction.atomic():
        if Approval.objects.filter(**about, outcome=Outcome.WAITING).exists():
            raise Refused("approval_waiting", **about)
        approval = Approval.objects.create(
            **about,
            payload=kept,
            payload_digest=digest(kept),
            reason=plain(reason),
            asked_by=actor.user,
            asked_at=clock.now(),
            expires_at=clock.now() + EXPIRES_AFTER,
        )
        _record(actor, "approval.asked", approval, reason)
    return approval


def decide(*, actor: Actor, approval: Approval, approve: bool, reason: str) -> Approval:
    """Approve, which does what was asked, or decline. Refused for one's own request, for one that
    was decided or has expired, and when what was asked is no longer what stands there."""
    demand(actor, Act.APPROVE)
    expire_overdue()
    with transaction.atomic():
        current = _claim(actor, approval, approve, reason)
        _demand_unchanged(current)
        if approve:
            _doings[current.kind](actor, current)
        _record(actor, "approval.approved" if approve else "approval.declined", current, reason)
    return current


def withdraw(*, actor: Actor, approval: Approval) -> None:
    """Take back one's own request."""
    with transaction.atomic():
        own = Approval.objects.filter(pk=approval.pk, asked_by=actor.user, outcome=Outcome.WAITING)
        if not own.update(outcome=Outcome.DECLINED, decided_at=clock.now()):
            raise Refused("approval_not_yours_or_decided", approval=approval.pk)
        _record(actor, "approval.withdrawn", approval, "")


def waiting_for(actor: Actor) -> QuerySet[Approval]:
    """What waits for others than this actor asked it, newest first."""
    waiting = Approval.objects.filter(outcome=Outcome.WAITING, expires_at__gt=clock.now())
    return waiting.exclude(asked_by=actor.user).order_by("-asked_at")


def expire_overdue() -> int:
    """Close the requests nobody answered in time."""
    count = 0
    overdue = {"outcome": Outcome.WAITING, "expires_at__lte": clock.now()}
    for approval in Approval.objects.filter(**overdue):
        with transaction.atomic():
            closed = {"outcome": Outcome.EXPIRED, "decided_at": clock.now()}
            if Approval.objects.filter(pk=approval.pk, **overdue).update(**closed):
                _record(None, "approval.expired", approval, "")
                count += 1
    return count


def _claim(actor: Actor, approval: Approval, approve: bool, reason: str) -> Approval:
    """Decide by one guarded UPDATE: of two who decide at once, one finds it decided."""
    changes = {
        "outcome": Outcome.APPROVED if approve else Outcome.DECLINED,
        "decided_by": actor.user,
        "decided_at": clock.now(),
        "decision_reason": reason,
    }
    open_to_actor = Approval.objects.filter(
        pk=approval.pk, outcome=Outcome.WAITING, expires_at__gt=clock.now()
    ).exclude(asked_by=actor.user)
    is_mine = open_to_actor.update(**changes)
    current = Approval.objects.select_related("asked_by").get(pk=approval.pk)
    if not is_mine:
        raise Refused(_why_not(actor, current), approval=approval.pk)
    return current


def _why_not(actor: Actor, current: Approval) -> str:
    if current.outcome == Outcome.EXPIRED:
        return "approval_expired"
    if current.outcome != Outcome.WAITING:
        return "approval_decided"
    return "approval_own" if current.asked_by_id == actor.user.pk else "approval_expired"


def _demand_unchanged(current: Approval) -> None:
    """The row can be edited by who owns the database, the log cannot without being noticed: what
    was asked, and by whom, must be what the log says."""
    asked = Event.objects.filter(
        kind="approval.asked", subject_kind="approval", subject_id=str(current.pk)
    ).first()
    is_same = (
        asked is not None
        and asked.actor_id == current.asked_by_id
        and _asked(current).items() <= json.loads(asked.facts).items()
        and digest(current.payload) == current.payload_digest
    )
    if not is_same:
        raise Refused("approval_changed", approval=current.pk)


def _record(actor: Actor | None, kind: str, approval: Approval, reason: str) -> None:
    record(
        actor=actor,
        kind=kind,
        subject=("approval", str(approval.pk)),
        facts=_asked(approval),
        personal={"reason": reason} if reason else {},
    )


def _asked(approval: Approval) -> dict[str, Any]:
    return {
        "act": approval.kind,
        "of": approval.subject_kind,
        "of_id": approval.subject_id,
        "payload_digest": approval.payload_digest,
        "asked_by": approval.asked_by_id,
    }
