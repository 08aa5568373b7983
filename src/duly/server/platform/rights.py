"""May this person do this to that? The one place that answers, for page, API and command alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied

from duly.server.platform.models.access import Role

if TYPE_CHECKING:
    from duly.server.platform.models import ApiToken, User


class Act(StrEnum):
    """Everything somebody can be allowed to do. Pages, routes and commands each name one."""

    SEE_BOOK = "see_book"
    EXPORT = "export"
    SEE_AUDIT = "see_audit"
    IMPORT = "import"
    UNDO_IMPORT = "undo_import"
    WORK_ACCOUNTS = "work_accounts"
    ASSIGN_ACCOUNTS = "assign_accounts"
    ALLOCATE = "allocate"
    RECORD_DISPUTES = "record_disputes"
    EDIT_CONTACTS = "edit_contacts"
    DRAFT_POLICY = "draft_policy"
    APPROVE = "approve"
    RUN_DAY = "run_day"
    MANAGE_USERS = "manage_users"
    MANAGE_SETTINGS = "manage_settings"
    OWN_TOKENS = "own_tokens"


_EVERYBODY = {Act.SEE_BOOK, Act.EXPORT}
_ACTS = {
    Role.VIEWER: _EVERYBODY,
    Role.COLLECTOR: _EVERYBODY
    | {Act.WORK_ACCOUNTS, Act.RECORD_DISPUTES, Act.EDIT_CONTACTS, Act.OWN_TOKENS},
    Role.CREDIT_ANALYST: _EVERYBODY
    | {
        Act.WORK_ACCOUNTS,
        Act.ASSIGN_ACCOUNTS,
        Act.RECORD_DISPUTES,
        Act.EDIT_CONTACTS,
        Act.DRAFT_POLICY,
        Act.IMPORT,
        Act.RUN_DAY,
        Act.OWN_TOKENS,
    },
    Role.CASH_CLERK: _EVERYBODY
    | {Act.ALLOCATE, Act.RECORD_DISPUTES, Act.IMPORT, Act.UNDO_IMPORT, Act.OWN_TOKENS},
    Role.APPROVER: _EVERYBODY | {Act.APPROVE, Act.SEE_AUDIT, Act.ASSIGN_ACCOUNTS},
    Role.ADMINISTRATOR: frozenset(Act),
    Role.AUDITOR: _EVERYBODY | {Act.SEE_AUDIT},
    Role.API_CLIENT: _EVERYBODY
    | {Act.IMPORT, Act.ALLOCATE, Act.RECORD_DISPUTES, Act.WORK_ACCOUNTS, Act.EDIT_CONTACTS},
}


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the book somebody may see. None means no limit, an empty set nothing at all."""

    entities: frozenset[str] | None = None
    portfolios: frozenset[str] | None = None

    @property
    def is_whole(self) -> bool:
        return self.entities is None and self.portfolios is None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person, or a program with a person's token that may narrow what it may do."""

    user: User
    token: ApiToken | None = None
    scope: Scope = field(default_factory=Scope)


def actor_of(user: User, token: ApiToken | None = None) -> Actor:
    """The actor behind a signed-in user or a token, with the part of the book it may see."""
    scope = Scope(
        frozenset(user.entities) if user.entities else None,
        frozenset(user.portfolios) if user.portfolios else None,
    )
    return Actor(user, token, scope)


def acts_of(actor: Actor) -> frozenset[Act]:
    """Everything the actor may do: by role, less what its token was not given."""
    if not actor.user.is_active:
        return frozenset()
    acts = frozenset(_ACTS[Role(actor.user.role)])
    return acts if actor.token is None else acts & {Act(scope) for scope in actor.token.scopes}


def may(actor: Actor, act: Act) -> bool:
    """Whether the actor may do this at all. What it may do it *to*, its scope says."""
    return act in acts_of(actor)


def demand(actor: Actor, act: Act) -> None:
    """Raises PermissionDenied, which every face answers with 403, unless the actor may do this."""
    if not may(actor, act):
        raise PermissionDenied(act.value)
