"""Was the log changed? Reads it from the first event on and names the first that is not right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from duly.server.platform.audit.chain import (
    BEFORE_THE_FIRST,
    COLUMNS,
    Link,
    hash_of,
    personal_digest,
)
from duly.server.platform.audit.heads import Head
from duly.server.platform.models import Event, PersonalDatum

_AT_ONCE = 2_000


class Fault(StrEnum):
    MISSING = "missing"  # a number is left out
    UNCHAINED = "unchained"  # the previous hash is not the hash of the event before
    ALTERED = "altered"  # the contents do not give the hash
    PERSONAL_ALTERED = "personal_altered"  # a personal datum is not the one that was recorded
    ANOTHER_HEAD = "another_head"  # where the kept head stood, another event stands
    CUT_OFF = "cut_off"  # the log ends before the kept head


@dataclass(frozen=True, slots=True)
class Broken:
    """The first event that is not as it was recorded."""

    number: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many events hold, where the log ends, and what is wrong, if anything."""

    count: int
    head: Head
    broken: Broken | None

    @property
    def holds(self) -> bool:
        return self.broken is None


def verify(expected: Head | None = None) -> Verdict:
    """Check every link, every personal datum still kept, and that the log reaches `expected`.

    Without a head kept elsewhere a cut-off end cannot be noticed, nor a log written anew from the
    first event on.
    """
    reached = Head(0, BEFORE_THE_FIRST)
    try:
        for previous_hash, own_hash, link in _links():
            fault = _fault(reached, previous_hash, own_hash, link, expected)
            if fault is not None:
                return Verdict(reached.number, reached, Broken(reached.number + 1, fault))
            reached = Head(link.number, own_hash)
    except (ValueError, TypeError, AttributeError):
        # A column holds what could never have been written there, such as a moment that is none.
        return Verdict(reached.number, reached, Broken(reached.number + 1, Fault.ALTERED))
    if expected is not None and expected.number > reached.number:
        return Verdict(reached.number, reached, Broken(reached.number + 1, Fault.CUT_OFF))
    return Verdict(reached.number, reached, _altered_datum())


def _fault(
    reached: Head, previous_hash: str, own_hash: str, link: Link, expected: Head | None
) -> Fault | None:
    if link.number != reached.number + 1:
        return Fault.MISSING
    if previous_hash != reached.hash:
        return Fault.UNCHAINED
    if own_hash != hash_of(previous_hash, link):
        return Fault.ALTERED
    if expected is not None and expected.number == link.number and expected.hash != own_hash:
        return Fault.ANOTHER_HEAD
    return None


def _links() -> Iterator[tuple[str, str, Link]]:
    rows = Event.objects.order_by("number").values_list("previous_hash", "hash", *COLUMNS)
    for previous_hash, own_hash, *columns in rows.iterator(chunk_size=_AT_ONCE):
        yield previous_hash, own_hash, Link(*columns)


def _altered_datum() -> Broken | None:
    """A datum that is gone was shredded, and that is well; one that differs is not."""
    data = PersonalDatum.objects.order_by("event_id").values_list(
        "event_id", "field", "salt", "value", "event__facts"
    )
    for number, field, salt, value, facts in data.iterator(chunk_size=_AT_ONCE):
        recorded = json.loads(facts).get("personal", {}).get(field)
        if recorded != personal_digest(salt, value):
            return Broken(number, Fault.PERSONAL_ALTERED)
    return None
