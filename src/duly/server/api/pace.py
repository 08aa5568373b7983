"""Does a caller ask too often? Counted in the memory of each process: no call costs a write."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from duly.server.platform import clock

CALLS_AT_ONCE = 200
CALLS_A_SECOND = 20.0
_MOST_CALLERS = 10_000


@dataclass
class Pace(BaseThrottle):
    """So many calls at once, refilled at so many a second, for each token or user."""

    at_once: int = CALLS_AT_ONCE
    a_second: float = CALLS_A_SECOND
    _left: OrderedDict[str, tuple[float, datetime]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def allow_request(self, request: HttpRequest) -> bool:
        return self.allows(_caller(request), clock.now())

    def wait(self) -> float:
        return 1.0 / self.a_second

    def allows(self, caller: str, now: datetime) -> bool:
        with self._lock:
            left, since = self._left.pop(caller, (float(self.at_once), now))
            gained = max((now - since).total_seconds(), 0.0) * self.a_second
            left = min(left + gained, float(self.at_once))
            is_allowed = left >= 1.0
            self._left[caller] = (left - 1.0 if is_allowed else left, now)
            if len(self._left) > _MOST_CALLERS:
                self._left.popitem(last=False)
        return is_allowed


def _caller(request: HttpRequest) -> str:
    """Throttles are asked after the caller is known: `request.auth` is its actor."""
    actor = request.auth  # type: ignore[attr-defined]  # set by ninja after authentication
    return f"token {actor.token.pk}" if actor.token else f"user {actor.user.pk}"
