"""Was this call made before, and what was answered then?

A caller gives each writing call a key of its own. The same key again gets the first answer again;
while the first is still under way it is refused (409), with another request too (422). The answer
is kept in the transaction of the effect, so that a crash leaves either both or neither.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db import transaction

from duly.server.platform import clock
from duly.server.platform.canonical import storable
from duly.server.platform.models import IdempotentAnswer, User

KEPT_FOR = timedelta(days=35)
# A call that took longer died with its process; who repeats it then does it.
LONGEST_CALL = timedelta(minutes=2)


class Standing(StrEnum):
    NEW = "new"
    REPLAY = "replay"
    IN_FLIGHT = "in_flight"
    MISMATCH = "mismatch"


@dataclass(frozen=True, slots=True)
class Claim:
    """How a call stands: do it (NEW), or answer with what is given (REPLAY), or refuse."""

    standing: Standing
    row: IdempotentAnswer

    @property
    def answer(self) -> tuple[int, Any]:
        """Status and body of the first call."""
        if self.row.status is None:
            raise LookupError("this call was not answered yet")
        return self.row.status, self.row.body


class TakenOver(Exception):
    """Another process holds this call by now: what was done here must be rolled back."""


def claim(*, owner: User, key: str, route: str, request_digest: str) -> Claim:
    """Claim the key for this call. Committed at once, so that a repetition sees it."""
    asked = {"route": route, "request_digest": request_digest}
    now = clock.now()
    with transaction.atomic():
        row, is_new = IdempotentAnswer.objects.get_or_create(
            owner=owner, key=key, defaults={**asked, "created_at": now}
        )
    if is_new:
        return Claim(Standing.NEW, row)
    if (row.route, row.request_digest) != (route, request_digest):
        return Claim(Standing.MISMATCH, row)
    if row.status is not None:
        return Claim(Standing.REPLAY, row)
    if row.created_at > now - LONGEST_CALL or not _mine(row).update(created_at=now):
        return Claim(Standing.IN_FLIGHT, row)
    row.created_at = now
    return Claim(Standing.NEW, row)


def keep(claimed: Claim, status: int, body: Any) -> None:
    """Keep the answer, inside the transaction of the effect."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("an answer is kept where its effect is")
    if not _mine(claimed.row).update(status=status, body=storable(body)):
        raise TakenOver(claimed.row.key)


def release(claimed: Claim) -> None:
    """Give the key free: the call failed and left nothing behind."""
    _mine(claimed.row).delete()


def answer_once(claimed: Claim, act: Callable[[], tuple[int, Any]]) -> tuple[int, Any]:
    """Do a NEW call: its effect and its answer, status and body, in one transaction. An act that
    raises leaves nothing, and may be tried again with the same key."""
    try:
        with transaction.atomic():
            status, body = act()
            keep(claimed, status, body)
    except TakenOver:
        raise
    except BaseException:
        release(claimed)
        raise
    return status, body


def forget_old() -> int:
    """Delete answers older than any repetition may be."""
    old = IdempotentAnswer.objects.filter(created_at__lt=clock.now() - KEPT_FOR)
    return old.delete()[0]


def _mine(row: IdempotentAnswer) -> Any:
    """The row as long as nobody answered it or took it over."""
    return IdempotentAnswer.objects.filter(
        pk=row.pk, status__isnull=True, created_at=row.created_at
    )
