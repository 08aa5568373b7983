"""What time is it? The one place of the server that looks; tests turn its hands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.utils import timezone

_stopped_at: list[datetime] = []


def now() -> datetime:
    """The moment, aware and in UTC."""
    return _stopped_at[-1] if _stopped_at else timezone.now()


def today() -> date:
    """The business day in the time zone of the installation."""
    return timezone.localdate(now())


@contextmanager
def stopped(moment: datetime) -> Iterator[None]:
    """Let it be this moment inside the block: for tests, and for the demo's past days."""
    _stopped_at.append(moment)
    try:
        yield
    finally:
        _stopped_at.pop()
