"""Is this message from us, unchanged, fresh and new? For our sending and for receivers to copy.

The header `Duly-Signature` reads `t=SECONDS,v1=HEX[,v1=HEX]`: HMAC-SHA256 over `SECONDS.BODY`, once
a secret while secrets are being exchanged.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256

HEADER = "Duly-Signature"
TOLERANCE = timedelta(minutes=5)
_MOST_SIGNATURES = 5
_HEADER = re.compile(r"t=(0|[1-9][0-9]{0,11})((?:,v1=[0-9a-f]{64})+)")


def signature(body: bytes, *, secrets: Iterable[str], sent_at: datetime) -> str:
    """The header that goes with a body."""
    seconds = str(int(sent_at.timestamp()))
    signed = [f"v1={_mac(secret, seconds, body)}" for secret in secrets]
    return ",".join([f"t={seconds}", *signed])


def is_ours(body: bytes, header: str, *, secrets: Iterable[str], now: datetime) -> bool:
    """Whether one of the secrets signed exactly this body, at most five minutes from now."""
    read = _HEADER.fullmatch(header) if len(header) <= 500 else None
    if read is None:
        return False
    seconds, signed = read.groups()
    if abs(now.timestamp() - int(seconds)) > TOLERANCE.total_seconds():
        return False
    given = [part.removeprefix("v1=") for part in signed[1:].split(",")][:_MOST_SIGNATURES]
    expected = [_mac(secret, seconds, body) for secret in secrets]
    # Every pair is compared, so that the time taken does not tell which one nearly fitted.
    fits = [hmac.compare_digest(one, other) for one in given for other in expected]
    return any(fits)


@dataclass
class Inbox:
    """What a receiver remembers: each message is accepted once, however often it is sent.

    A message older than the tolerance is refused by its time, so only younger ones are kept.
    """

    secrets: list[str]
    _seen: dict[str, datetime] = field(default_factory=dict)

    def accepts(self, body: bytes, header: str, *, message_id: str, now: datetime) -> bool:
        """Whether to act on a message: it is ours, and its id has not been acted upon.

        `message_id` must be the `id` inside the signed body, not a header.
        """
        if not is_ours(body, header, secrets=self.secrets, now=now):
            return False
        self._forget(now)
        if message_id in self._seen:
            return False
        self._seen[message_id] = now
        return True

    def _forget(self, now: datetime) -> None:
        """A message may be dated up to five minutes ahead, and then stays fresh for ten."""
        for message_id, seen_at in list(self._seen.items()):
            if now - seen_at > 2 * TOLERANCE:
                del self._seen[message_id]


def _mac(secret: str, seconds: str, body: bytes) -> str:
    signed = seconds.encode("ascii") + b"." + body
    return hmac.new(secret.encode("utf-8"), signed, sha256).hexdigest()
