"""Who may work here, and with which programs?"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Body, Path, Query
from pydantic import Field
from pydantic.types import Strict

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Given, Id, Prose, Shown, Word, bounded
from duly.server.api.routes import Routes
from duly.server.platform import clock
from duly.server.platform.models import ApiToken, User
from duly.server.platform.models.access import Role
from duly.server.platform.rights import Act, may
from duly.server.platform.tokens import make_token, revoke_token
from duly.server.platform.users import Standing, invitation_path, invite, standing_of
from duly.server.platform.users import change as change_standing

routes = Routes("Users and tokens")
_USERS = Order("users", ("id",))
_TOKENS = Order("tokens", ("-id",))
RoleName = Literal[
    "viewer",
    "collector",
    "credit_analyst",
    "cash_clerk",
    "approver",
    "administrator",
    "auditor",
    "api_client",
]
Parts = Annotated[list[Word], Field(max_length=100)]
UserName = Annotated[str, Field(strict=True, pattern=r"^[A-Za-z0-9_.+-]{3,150}$")]


class UserRow(Shown):
    id: int
    username: str
    email: str
    role: str
    entities: list[str] = Field(description="Codes of our companies; empty: all.")
    portfolios: list[str] = Field(description="Empty: all.")
    is_active: bool


class NewUser(Given):
    username: UserName
    email: Annotated[str, bounded(254)] = ""
    role: RoleName
    entities: Parts = []
    portfolios: Parts = []
    reason: Prose = ""


class Invited(Shown):
    user: UserRow
    approval_id: int | None = Field(description="The approval the role waits for, if it does.")
    invitation_path: str = Field(description="Where they choose a password; it works once.")


class UserChange(Given):
    role: RoleName | None = None
    entities: Parts | None = None
    portfolios: Parts | None = None
    is_active: Annotated[bool, Strict()] | None = None
    reason: Prose = ""


class Changed(Shown):
    user: UserRow
    approval_id: int | None = Field(description="The approval the change waits for, if it does.")


class TokenRow(Shown):
    id: int
    owner_id: int
    name: str
    prefix: str
    scopes: list[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


class TokenWithText(TokenRow):
    token: str = Field(description="The token itself. Shown this once.")


class NewToken(Given):
    name: Annotated[str, bounded(80, least=1)]
    scopes: Annotated[list[Act], Field(min_length=1, max_length=len(Act))]
    valid_days: Annotated[int, Strict(), Field(ge=1, le=3_650)] | None = Field(
        None, description="Null: until it is revoked."
    )
    owner_id: Annotated[int, Strict(), Field(ge=1, le=2**63 - 1)] | None = Field(
        None, description="The caller, unless said; for others one must manage users."
    )


@routes.read("/users", Act.MANAGE_USERS, Page[UserRow])
def list_users(request: HttpRequest, asked: Query[Paged]) -> Any:
    """List users"""
    return Page[UserRow](**page_of(User.objects.all(), _USERS, asked, UserRow.model_validate))


@routes.read("/users/{user_id}", Act.MANAGE_USERS, UserRow)
def read_user(request: HttpRequest, user_id: Path[Id]) -> Any:
    """Read a user"""
    return UserRow.model_validate(get_object_or_404(User, pk=user_id))


@routes.write("POST", "/users", Act.MANAGE_USERS, Invited, status=201, has_secret=True)
def create_user(request: HttpRequest, user: Body[NewUser]) -> Any:
    """Invite somebody

    A role that approves waits for a second pair of eyes; until then they are a viewer.
    """
    standing = Standing(Role(user.role), tuple(user.entities), tuple(user.portfolios))
    made, approval = invite(
        actor=actor_behind(request),
        username=user.username,
        email=user.email,
        standing=standing,
        reason=user.reason,
    )
    return Invited(
        user=UserRow.model_validate(made),
        approval_id=approval.pk if approval else None,
        invitation_path=invitation_path(made),
    )


@routes.write("PATCH", "/users/{user_id}", Act.MANAGE_USERS, Changed)
def change_user(request: HttpRequest, user_id: Path[Id], given: Body[UserChange]) -> Any:
    """Change somebody's role or part of the book, or whether they may sign in"""
    user = get_object_or_404(User, pk=user_id)
    now = standing_of(user)
    wanted = Standing(
        Role(given.role) if given.role else now.role,
        now.entities if given.entities is None else tuple(given.entities),
        now.portfolios if given.portfolios is None else tuple(given.portfolios),
        now.is_active if given.is_active is None else given.is_active,
    )
    approval = change_standing(
        actor=actor_behind(request), user=user, standing=wanted, reason=given.reason
    )
    user.refresh_from_db()
    row = UserRow.model_validate(user)
    return Changed(user=row, approval_id=approval.pk if approval else None)


@routes.read("/tokens", Act.OWN_TOKENS, Page[TokenRow])
def list_tokens(request: HttpRequest, asked: Query[Paged]) -> Any:
    """List tokens

    One's own; who manages users sees all. The tokens themselves are shown once, when made.
    """
    actor = actor_behind(request)
    rows = ApiToken.objects.all()
    if not may(actor, Act.MANAGE_USERS):
        rows = rows.filter(owner=actor.user)
    return Page[TokenRow](**page_of(rows, _TOKENS, asked, TokenRow.model_validate))


@routes.write("POST", "/tokens", Act.OWN_TOKENS, TokenWithText, status=201, has_secret=True)
def create_token(request: HttpRequest, token: Body[NewToken]) -> Any:
    """Make a token

    It may do nothing that its owner, or who makes it, may not: otherwise 403.
    """
    owner = get_object_or_404(User, pk=token.owner_id) if token.owner_id else None
    until = clock.now() + timedelta(days=token.valid_days) if token.valid_days else None
    made = make_token(
        actor=actor_behind(request),
        name=token.name,
        scopes=token.scopes,
        expires_at=until,
        owner=owner,
    )
    return TokenWithText(**TokenRow.model_validate(made.token).__dict__, token=made.text)


@routes.write("DELETE", "/tokens/{token_id}", Act.OWN_TOKENS, TokenRow)
def delete_token(request: HttpRequest, token_id: Path[Id]) -> Any:
    """Revoke a token, at once"""
    actor = actor_behind(request)
    rows = ApiToken.objects.all()
    if not may(actor, Act.MANAGE_USERS):
        rows = rows.filter(owner=actor.user)
    token = get_object_or_404(rows, pk=token_id)
    revoke_token(actor=actor, token=token)
    token.refresh_from_db()
    return TokenRow.model_validate(token)
