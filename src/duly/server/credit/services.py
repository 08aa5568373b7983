"""How does a credit policy come about: drafted, checked, agreed to by two people, in force?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from duly.book.findings import BadInput
from duly.book.policy.difference import PolicyChange
from duly.book.policy.difference import difference as policy_difference
from duly.book.policy.reading import PolicyProblem, SenselessPolicy
from duly.server.credit.models import PolicyVersion, Stage
from duly.server.credit.selectors import (
    ACTIVATE,
    COMPARE,
    SUBJECT,
    active_policy,
    active_text,
    active_version,
    read_toml,
    waiting_request,
)
from duly.server.platform import clock
from duly.server.platform.approvals import ask_approval
from duly.server.platform.audit.log import record
from duly.server.platform.fields import plain
from duly.server.platform.jobs.queue import ask
from duly.server.platform.models import Approval, Job
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, demand

__all__ = [
    "activate",
    "active_policy",
    "ask_activation",
    "ask_comparison",
    "check",
    "comparison_of",
    "difference",
    "discard_draft",
    "draft_policy",
    "save_draft",
    "text_digest",
]

LONGEST_TOML = 200_000
_VERSION_LINE = re.compile(r'^version[ \t]*=[ \t]*"[^"\n]*"', re.MULTILINE)


def check(toml: str) -> tuple[PolicyProblem, ...]:
    """Every key that is wrong, and why; nothing for a policy that makes sense."""
    try:
        read_toml(toml)
    except SenselessPolicy as error:
        return error.problems
    except BadInput as error:
        return (PolicyProblem("", str(error), error.code, error.facts),)
    return ()


def difference(before: str, after: str) -> tuple[PolicyChange, ...]:
    """Every key whose value differs between two policies that make sense."""
    return policy_difference(read_toml(before), read_toml(after))


def text_digest(toml: str) -> str:
    """What a draft is recognised by: an editor sends back the digest of what it was shown."""
    return hashlib.sha256(toml.encode("utf-8", "surrogatepass")).hexdigest()


def draft_policy(*, actor: Actor, based_on: PolicyVersion | None = None) -> PolicyVersion:
    """A draft that begins as a copy: of a version, else of the policy in force."""
    demand(actor, Act.DRAFT_POLICY)
    with transaction.atomic():
        base = based_on or active_version()
        toml = _with_version(base.toml if base else active_text(), _next_version())
        draft = PolicyVersion(based_on=base, written_by=actor.user, written_at=clock.now())
        _fill(draft, toml)
        draft.save()
        _record(actor, "policy.drafted", draft, based_on=base.version if base else "")
    return draft


def save_draft(*, actor: Actor, draft: PolicyVersion, toml: str, seen: str) -> PolicyVersion:
    """Keep what somebody wrote, also while it makes no sense yet.

    `seen` is the digest of the text they began from: what another saved meanwhile is not lost.
    """
    demand(actor, Act.DRAFT_POLICY)
    text = plain(toml.replace("\r\n", "\n"))
    if len(text) > LONGEST_TOML:
        raise Refused("policy_too_long", most=LONGEST_TOML, count=len(text))
    with transaction.atomic():
        held = _open_draft(draft)
        if text_digest(held.toml) != seen:
            raise Refused("policy_changed_meanwhile", by=_writer(held))
        if held.toml == text:
            return held
        _fill(held, text)
        held.written_by, held.written_at = actor.user, clock.now()
        held.save()
        _record(actor, "policy.saved", held)
    return held


def discard_draft(*, actor: Actor, draft: PolicyVersion) -> None:
    """Throw a draft away. The log keeps that it was there, and its text's digest."""
    demand(actor, Act.DRAFT_POLICY)
    with transaction.atomic():
        held = _open_draft(draft)
        if held.drafts.exists():
            raise Refused("policy_is_a_base")
        _record(actor, "policy.discarded", held)
        held.delete()


def ask_activation(*, actor: Actor, draft: PolicyVersion, reason: str) -> Approval:
    """Ask that a draft comes into force. Somebody else has to agree."""
    demand(actor, Act.DRAFT_POLICY)
    with transaction.atomic():
        held = _open_draft(draft)
        _demand_usable(held)
        return ask_approval(
            actor=actor,
            kind=ACTIVATE,
            subject=(SUBJECT, str(held.pk)),
            payload=_payload(held),
            reason=reason,
        )


def activate(*, actor: Actor, approval: Approval) -> None:
    """Put the agreed draft in force and retire the one before, in the deciding transaction.

    What was agreed to is what was asked: any other text is refused.
    """
    draft = PolicyVersion.objects.select_for_update().get(pk=int(approval.subject_id))
    if draft.stage != Stage.DRAFT or _payload(draft) != approval.payload:
        raise Refused("policy_is_not_what_was_asked")
    _demand_usable(draft)
    now = clock.now()
    before = PolicyVersion.objects.select_for_update().filter(stage=Stage.ACTIVE).first()
    if before is not None:
        before.stage, before.retired_at = Stage.RETIRED, now
        before.save(update_fields=["stage", "retired_at"])
    draft.stage, draft.activated_at = Stage.ACTIVE, now
    draft.save(update_fields=["stage", "activated_at"])
    _record(actor, "policy.activated", draft, replaces=before.version if before else "")


def ask_comparison(*, actor: Actor, draft: PolicyVersion) -> Job:
    """Have it worked out behind the pages what the draft would change on today's book.

    Asked once for a text, an asker, a day and a policy in force, however often somebody presses.
    """
    demand(actor, Act.DRAFT_POLICY)
    if check(draft.toml):
        raise Refused("policy_makes_no_sense", count=len(check(draft.toml)))
    day = clock.today().isoformat()
    payload = {"toml": draft.toml, "as_of": day, "user": actor.user.pk}
    with transaction.atomic():
        return ask(kind=COMPARE, payload=payload, key=_comparison_key(draft, actor), actor=actor)


def comparison_of(*, actor: Actor, draft: PolicyVersion) -> Job | None:
    """What was asked of this text today, under way or done."""
    return Job.objects.filter(key=_comparison_key(draft, actor)).first()


def _comparison_key(draft: PolicyVersion, actor: Actor) -> str:
    text, against = text_digest(draft.toml)[:16], active_policy().fingerprint
    day = clock.today().isoformat()
    return f"{COMPARE}:{draft.pk}:{text}:{against}:{actor.user.pk}:{day}"


def _open_draft(draft: PolicyVersion) -> PolicyVersion:
    """The draft as it stands now, locked; refused when it may no longer be edited."""
    held = PolicyVersion.objects.select_for_update().filter(pk=draft.pk).first()
    if held is None or held.stage != Stage.DRAFT:
        raise Refused("policy_is_no_draft")
    if waiting_request(held) is not None:
        raise Refused("policy_awaits_approval")
    return held


def _demand_usable(draft: PolicyVersion) -> None:
    problems = check(draft.toml)
    if problems:
        raise Refused("policy_makes_no_sense", count=len(problems))
    used = PolicyVersion.objects.exclude(stage=Stage.DRAFT).filter(version=draft.version)
    if used.exclude(pk=draft.pk).exists():
        raise Refused("policy_version_is_taken", version=draft.version)


def _fill(draft: PolicyVersion, toml: str) -> None:
    """Name, version and fingerprint follow from the text; a broken one keeps the last names."""
    draft.toml = toml
    draft.fingerprint = ""
    if not check(toml):
        policy = read_toml(toml)
        draft.name, draft.version = policy.name[:120], policy.version[:80]
        draft.fingerprint = policy.fingerprint


def _payload(draft: PolicyVersion) -> dict[str, Any]:
    return {
        "name": draft.name,
        "version": draft.version,
        "fingerprint": draft.fingerprint,
        "text": text_digest(draft.toml),
    }


def _record(actor: Actor, kind: str, draft: PolicyVersion, **more: Any) -> None:
    facts: Mapping[str, Any] = _payload(draft) | more
    record(
        actor=actor,
        kind=kind,
        subject=(SUBJECT, str(draft.pk)),
        facts=facts,
        policy_version=draft.version,
    )


def _writer(draft: PolicyVersion) -> str:
    return draft.written_by.username if draft.written_by else ""


def _with_version(toml: str, version: str) -> str:
    return _VERSION_LINE.sub(f'version = "{version}"', toml, count=1)


def _next_version() -> str:
    """Today's date, and a number behind it when today has had one already."""
    day = clock.today().isoformat()
    taken = set(
        PolicyVersion.objects.filter(version__startswith=day).values_list("version", flat=True)
    )
    if day not in taken:
        return day
    return next(name for n in range(2, len(taken) + 3) if (name := f"{day}.{n}") not in taken)
