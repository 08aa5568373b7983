"""Who may work here, in which role, and with which part of the book?

Giving or taking a role that approves needs a second pair of eyes, as soon as there is one. Who
runs the command on the server itself needs none: where a second person has left, that is the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from duly.server.platform.approvals import ask_approval
from duly.server.platform.audit.log import record
from duly.server.platform.models import Approval, User
from duly.server.platform.models.access import Role
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, demand

POWERFUL = frozenset({Role.APPROVER, Role.ADMINISTRATOR})
CHANGE = "user.change"


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody may do, and where. Empty parts mean the whole book."""

    role: Role
    entities: tuple[str, ...] = ()
    portfolios: tuple[str, ...] = ()
    is_active: bool = True

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "role": self.role.value,
            "entities": list(self.entities),
            "portfolios": list(self.portfolios),
            "is_active": self.is_active,
        }


def standing_of(user: User) -> Standing:
    return Standing(Role(user.role), tuple(user.entities), tuple(user.portfolios), user.is_active)


def invite(
    *,
    actor: Actor | None,
    username: str,
    email: str,
    standing: Standing,
    reason: str = "",
    password: str | None = None,
) -> tuple[User, Approval | None]:
    """Make a user. Without a password they choose one under `invitation_path`. Where the role
    takes a second pair of eyes, they begin as a viewer, and the approval that waits is returned.

    `actor` is None for whoever runs the command on the server itself.
    """
    if actor is not None:
        demand(actor, Act.MANAGE_USERS)
    is_waiting = _takes_second_eyes(actor, None, standing)
    begin = Standing(Role.VIEWER, standing.entities, standing.portfolios)
    with transaction.atomic():
        user = _made(username, email, password, begin if is_waiting else standing)
        record(
            actor=actor,
            kind="user.made",
            subject=("user", str(user.pk)),
            facts=standing_of(user).facts,
            personal={"name": user.username, **({"email": email} if email else {})},
        )
        asked = _ask(actor, user, standing, reason) if is_waiting and actor else None
    return user, asked


def change(
    *, actor: Actor | None, user: User, standing: Standing, reason: str = ""
) -> Approval | None:
    """Change role, part of the book or whether they may sign in: at once, or after the approval
    that is returned. The last administrator stays one."""
    if actor is not None:
        demand(actor, Act.MANAGE_USERS)
    current = User.objects.get(pk=user.pk)
    if standing_of(current) == standing:
        return None
    if actor is not None and _takes_second_eyes(actor, current, standing):
        return _ask(actor, current, standing, reason)
    apply(actor=actor, user=current, standing=standing)
    return None


def deactivate(*, actor: Actor | None, user: User) -> None:
    """Let somebody in no more: their sessions and tokens end at once, their deeds stay."""
    now = standing_of(user)
    left = Standing(now.role, now.entities, now.portfolios, is_active=False)
    change(actor=actor, user=user, standing=left)


def apply(*, actor: Actor | None, user: User, standing: Standing) -> None:
    """Put a change into force; what is needed for it was asked before."""
    with transaction.atomic():
        # All administrators are locked, so that two of them cannot remove each other at once.
        others = User.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True)
        remaining = {other.pk for other in others} - {user.pk}
        current = User.objects.select_for_update().get(pk=user.pk)
        is_last = current.is_active and current.role == Role.ADMINISTRATOR and not remaining
        if is_last and not (standing.is_active and standing.role == Role.ADMINISTRATOR):
            raise Refused("last_administrator", user=user.pk)
        before = standing_of(current)
        User.objects.filter(pk=user.pk).update(**standing.facts)
        record(
            actor=actor,
            kind=_kind_of_change(before, standing),
            subject=("user", str(user.pk)),
            facts={**standing.facts, "before": before.facts},
        )
    user.refresh_from_db()


def invitation_path(user: User) -> str:
    """Where somebody invited chooses a password; it works once, and for a few days."""
    key = default_token_generator.make_token(user)
    path = {"uidb36": user_pk_to_url_str(user), "key": key}
    return reverse("account_reset_password_from_key", kwargs=path)


def _takes_second_eyes(actor: Actor | None, user: User | None, wanted: Standing) -> bool:
    """Nobody alone raises to a role that approves, or takes it from another, if there is a second
    person who has it: else one could remove the others and put a straw man in their place."""
    if actor is None:
        return False
    gives = wanted.role in POWERFUL and wanted.is_active
    takes = user is not None and user.pk != actor.user.pk and _is_powerful(user)
    others = User.objects.filter(role__in=POWERFUL, is_active=True).exclude(pk=actor.user.pk)
    return (gives or takes) and others.exists()


def _is_powerful(user: User) -> bool:
    return user.is_active and Role(user.role) in POWERFUL


def _ask(actor: Actor, user: User, standing: Standing, reason: str) -> Approval:
    subject = ("user", str(user.pk))
    payload = {"user": user.pk, **standing.facts}
    return ask_approval(actor=actor, kind=CHANGE, subject=subject, payload=payload, reason=reason)


def _made(username: str, email: str, password: str | None, standing: Standing) -> User:
    """A name is taken in whatever case, so that nobody passes for somebody else."""
    taken = User.objects.filter(username__iexact=username)
    if email:
        taken = taken | User.objects.filter(email__iexact=email)
    if taken.exists():
        raise Refused("user_exists", username=username)
    user = User(username=User.normalize_username(username), email=email, **standing.facts)
    user.set_password(password)
    try:
        if password is not None:
            validate_password(password, user)
        user.full_clean()
        user.save(force_insert=True)
    except ValidationError as error:
        raise Refused("user_not_valid", fields=_fields(error)) from error
    except IntegrityError as error:
        raise Refused("user_exists", username=username) from error
    return user


def _fields(error: ValidationError) -> list[str]:
    """Which fields are not well; without names it is the password."""
    return sorted(error.message_dict) if hasattr(error, "error_dict") else ["password"]


def _kind_of_change(before: Standing, after: Standing) -> str:
    if before.is_active == after.is_active:
        return "user.changed"
    return "user.reactivated" if after.is_active else "user.deactivated"
