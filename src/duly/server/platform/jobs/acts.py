"""Which function does which kind of job?

A context registers its functions in its `acts.py`, which is read when the server starts; what is
heavy it imports inside them. Each may be called again for the same job: after a crash, or after
an error. It opens its own transactions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import Any

from duly.server.platform.rights import Actor

Telling = Callable[[float, str], None]


def _nobody_listens(share: float, words: str) -> None:
    """Where an act is called by hand, nobody needs to know how far it is."""


@dataclass(frozen=True, slots=True)
class Running:
    """A job while it is done: what was asked, by whom, at which attempt, and how far it is."""

    payload: dict[str, Any]
    actor: Actor | None = None
    attempt: int = 1
    job_id: int | None = None
    tell: Telling = field(default=_nobody_listens, repr=False)

    def progress(self, share: float, words: str = "") -> None:
        """Say how far this is, from 0 to 1. A page sees it at once, not at the end."""
        self.tell(min(max(share, 0.0), 1.0), words)


Doing = Callable[[Running], dict[str, Any] | None]


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class JobKind:
    """What does the job, and when it is asked for by itself: from which time of day on, or how
    long after it was done last, as long as it `is_wanted`.

    `is_long`: it takes minutes, in which nobody who waits for a short one should stand behind it.
    """

    code: str
    do: Doing
    daily_at: time | None = None
    is_long: bool = False
    every: timedelta | None = None
    is_wanted: Callable[[], bool] = _always


class NeedsAPerson(Exception):
    """Trying again will not help: the job is parked at once, with this as its reason."""


class UnknownJob(LookupError):
    """No context does jobs of this kind."""


_known: dict[str, JobKind] = {}


def act(
    kind: str,
    *,
    daily_at: time | None = None,
    is_long: bool = False,
    every: timedelta | None = None,
    is_wanted: Callable[[], bool] = _always,
) -> Callable[[Doing], Doing]:
    """Register the function that does this kind of job. With `daily_at` it is a job of every day:
    its payload is then `{"as_of": "2026-10-31"}`, and a missed day is caught up. With `every` it
    is one job that begins anew, again and again; rounds that were missed are not caught up."""

    def register(do: Doing) -> Doing:
        if kind in _known:
            raise ValueError(f"two functions do jobs of the kind {kind}")
        _known[kind] = JobKind(kind, do, daily_at, is_long, every, is_wanted)
        return do

    return register


def act_of(kind: str) -> JobKind:
    try:
        return _known[kind]
    except KeyError:
        raise UnknownJob(f"nothing does jobs of the kind {kind!r}") from None


def long_kinds() -> list[str]:
    """The jobs that take minutes."""
    return [known.code for known in _known.values() if known.is_long]


def daily() -> list[JobKind]:
    """The jobs of every day."""
    return [known for known in _known.values() if known.daily_at is not None]


def repeated() -> list[JobKind]:
    """The jobs that begin anew, as long as they are wanted."""
    return [known for known in _known.values() if known.every is not None and known.is_wanted()]
