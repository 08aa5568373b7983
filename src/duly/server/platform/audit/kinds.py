"""Which kinds of events are there, how does each show itself, and what of it is personal?

A context declares its kinds in its `events.py`, which is read when the server starts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from duly.server.platform.models import Event, PersonalDatum

# A name for each code; gettext_lazy makes it.
Codes = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """`words` is the English sentence, with %(name)s for facts, personal fields and the subject;
    it is the key under which catalogues translate it. `personal` names the fields to shred;
    `codes` says of facts that are codes how each code is told."""

    code: str
    words: str
    personal: frozenset[str] = frozenset()
    codes: Mapping[str, Codes] = field(default_factory=dict)


_NOTHING = "–"


class UndeclaredKind(LookupError):
    """An event of a kind, or with a personal field, that no context declared."""


class _Told(dict[str, Any]):
    """A fact that an older event lacks, or that was shredded, is told as a dash."""

    def __missing__(self, key: str) -> str:
        return _NOTHING


_declared: dict[str, Kind] = {}


def declare(
    code: str,
    words: str,
    *,
    personal: Iterable[str] = (),
    codes: Mapping[str, Codes] | None = None,
) -> Kind:
    """Make a kind known. Declaring it again in other words is a mistake."""
    kind = Kind(code, words, frozenset(personal), codes or {})
    if _declared.setdefault(code, kind) != kind:
        raise ValueError(f"the kind {code} is declared twice")
    return kind


def kind_of(code: str) -> Kind:
    try:
        return _declared[code]
    except KeyError:
        raise UndeclaredKind(f"no context declares the kind of event {code!r}") from None


def all_kinds() -> list[Kind]:
    return [_declared[code] for code in sorted(_declared)]


def sentence(event: Event, personal: Iterable[PersonalDatum] = ()) -> str:
    """What happened, in the reader's language; a kind no longer declared shows its code."""
    kind = _declared.get(event.kind)
    if kind is None:
        return event.kind
    facts = json.loads(event.facts)
    told = _Told({name: _name(value, kind.codes.get(name, {})) for name, value in facts.items()})
    told.update(subject=event.subject_id, policy_version=event.policy_version)
    told.update({datum.field: datum.value for datum in personal})
    return gettext(kind.words) % told


def _name(value: Any, codes: Codes) -> Any:
    """A code that has gone by shows itself."""
    return _NOTHING if value in (None, "") else codes.get(value, value) if codes else value
