"""When is a job tried again after it failed, and when no more?"""

from __future__ import annotations

from datetime import timedelta

MOST_ATTEMPTS = 5
_WAITS = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
)


def wait_after(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts; None when the job is to be parked."""
    return None if attempts >= MOST_ATTEMPTS else _WAITS[attempts - 1]
