"""Which program calls, on whose behalf, and how far may it go?"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, connection, transaction

from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.fields import plain
from duly.server.platform.models import ApiToken, User
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, actor_of, acts_of, demand, may

_START = "duly"
_PREFIX_BYTES = 5
_SECRET_BYTES = 32
_USE_NOTED_EVERY = timedelta(hours=1)
_NOBODY = "0" * 64


class Made(NamedTuple):
    """A new token, and its text: shown once, kept nowhere."""

    token: ApiToken
    text: str


def make_token(
    *,
    actor: Actor,
    name: str,
    scopes: Collection[Act],
    expires_at: datetime | None = None,
    owner: User | None = None,
) -> Made:
    """Make a token for oneself, or as a manager of users for another. It may do nothing that its
    maker or its owner may not."""
    owner = owner or actor.user
    demand(actor, Act.OWN_TOKENS if owner.pk == actor.user.pk else Act.MANAGE_USERS)
    wanted = {Act(scope) for scope in scopes}
    if not wanted:
        raise Refused("token_without_scopes")
    beyond = wanted - (acts_of(actor) & acts_of(actor_of(owner)))
    if beyond:
        raise PermissionDenied(", ".join(sorted(beyond)))
    prefix = secrets.token_hex(_PREFIX_BYTES)
    text = f"{_START}_{prefix}_{secrets.token_urlsafe(_SECRET_BYTES)}"
    with transaction.atomic():
        token = ApiToken.objects.create(
            owner=owner,
            name=plain(name),
            prefix=prefix,
            digest=_digest(text),
            scopes=sorted(wanted),
            created_at=clock.now(),
            expires_at=expires_at,
        )
        facts = {"prefix": prefix, "scopes": sorted(wanted), "owner": owner.pk}
        record(actor=actor, kind="token.made", subject=_subject(token), facts=facts)
    return Made(token, text)


def revoke_token(*, actor: Actor, token: ApiToken) -> None:
    """Make a token void at once: one's own, or as a manager of users any."""
    if token.owner_id != actor.user.pk or not may(actor, Act.OWN_TOKENS):
        demand(actor, Act.MANAGE_USERS)
    with transaction.atomic():
        valid = ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True)
        if not valid.update(revoked_at=clock.now()):
            raise Refused("token_revoked", prefix=token.prefix)
        facts = {"prefix": token.prefix}
        record(actor=actor, kind="token.revoked", subject=_subject(token), facts=facts)


def actor_by_token(text: str) -> Actor | None:
    """Who calls with this token; None for one that is unknown, void, expired or malformed."""
    start, _, rest = text.partition("_")
    prefix, _, _ = rest.partition("_")
    found = None
    if start == _START and prefix.isascii() and prefix.isalnum():
        found = ApiToken.objects.select_related("owner").filter(prefix=prefix).first()
    # Compared also where there is nothing to compare with, so that the time taken tells nothing.
    is_right = hmac.compare_digest(_digest(text), found.digest if found else _NOBODY)
    if found is None or not is_right or not _is_valid(found):
        return None
    _note_use(found)
    return actor_of(found.owner, found)


def _is_valid(token: ApiToken) -> bool:
    is_expired = token.expires_at is not None and token.expires_at <= clock.now()
    return token.revoked_at is None and not is_expired and token.owner.is_active


def _note_use(token: ApiToken) -> None:
    """Once an hour, and only if nobody else is writing: reading must not wait for an import."""
    now = clock.now()
    if token.last_used_at is not None and now - token.last_used_at < _USE_NOTED_EVERY:
        return
    note = ApiToken.objects.filter(pk=token.pk)
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        note.update(last_used_at=now)
        return
    with connection.cursor() as cursor:
        waits = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            note.update(last_used_at=now)
        except OperationalError:
            return
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {waits}")


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _subject(token: ApiToken) -> tuple[str, str]:
    return "token", str(token.pk)
