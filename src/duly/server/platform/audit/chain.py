"""How does the hash of an event hang on the one before?"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from duly.server.platform.canonical import canonical

BEFORE_THE_FIRST = "0" * 64


class Link(NamedTuple):
    """Everything of an event that its hash covers, in the order of the columns."""

    number: int
    recorded_at: datetime
    actor: int | None
    kind: str
    subject_kind: str
    subject_id: str
    facts: str
    policy_version: str
    facts_digest: str


COLUMNS = (
    "number",
    "recorded_at",
    "actor_id",
    "kind",
    "subject_kind",
    "subject_id",
    "facts",
    "policy_version",
    "facts_digest",
)


def hash_of(previous_hash: str, link: Link) -> str:
    """SHA-256 of the previous hash followed by the canonical JSON of everything else."""
    return sha256((previous_hash + canonical(link._asdict())).encode("ascii")).hexdigest()


def personal_digest(salt: str, value: str) -> str:
    """What stays in the log of a personal datum: useless to guess from once the salt is gone."""
    return sha256(f"{salt}\n{value}".encode()).hexdigest()
