"""How was each column understood, and how does a correction become a mapping again?"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import tomlkit
from django.http import QueryDict
from django.utils.translation import gettext

from duly.book.recognition.column_guesses import BOOKS
from duly.server.ledger.models import Import
from duly.server.platform.refusals import Refused
from duly.server.web.sentences import word

LAYOUT = {"decimal": (".", ","), "date_order": ("dmy", "mdy")}
_BUCKETS = ("bucket:current", "bucket:1-30", "bucket:31-60", "bucket:61-90", "bucket:91+")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: its heading, what it was taken for, why and how surely, examples."""

    position: int
    source: str
    book: str
    confidence: float | None
    why: str
    samples: tuple[str, ...]

    @property
    def tone(self) -> str:
        """How much a person should look at it."""
        if self.confidence is None or not self.book:
            return ""
        return "ok" if self.confidence >= 0.8 else "warn" if self.confidence >= 0.5 else "bad"


def columns_of(source: Import) -> list[Column]:
    """From what reading found; of a file that was not understood, from the draft of a mapping."""
    guesses = source.read.get("columns") or []
    if guesses:
        return [_guessed(place, guess) for place, guess in enumerate(guesses)]
    entries = _mapping(source).get("column") or []
    return [
        Column(place, str(entry.get("source", "")), str(entry.get("book", "")), None, "", ())
        for place, entry in enumerate(entries)
    ]


def layout_of(source: Import) -> dict[str, str]:
    """How numbers and dates were read; empty for a book folder."""
    known = dict(_mapping(source).get("layout") or {})
    return {key: str(known.get(key, "")) for key in LAYOUT}


def meanings(columns: list[Column]) -> list[tuple[str, str]]:
    """What a column can be, with its words, in the order of the words."""
    named = sorted(((code, word(code, "field")) for code in BOOKS), key=lambda pair: pair[1])
    held = {column.book for column in columns if column.book.startswith("bucket:")}
    buckets = [*_BUCKETS, *sorted(held - set(_BUCKETS))]
    return [*named, *((code, _bucket(code)) for code in buckets)]


def corrected(source: Import, answers: QueryDict) -> str:
    """The mapping with what somebody chose in place of the guess."""
    try:
        document = tomlkit.parse(source.mapping)
        entries = document["column"]
        for place, entry in enumerate(entries):
            chosen = answers.get(f"column-{place}")
            if chosen is not None:
                entry["book"] = chosen[:60]
        _put_layout(document, answers)
    except (tomlkit.exceptions.TOMLKitError, KeyError, TypeError) as error:
        raise Refused("mapping_unreadable") from error
    return tomlkit.dumps(document)


def _put_layout(document: Any, answers: QueryDict) -> None:
    section = document.setdefault("layout", tomlkit.table())
    for key, allowed in LAYOUT.items():
        chosen = answers.get(key, "")
        if chosen in allowed:
            section[key] = chosen
        elif key in section and key in answers:
            del section[key]


def _mapping(source: Import) -> Mapping[str, Any]:
    try:
        return tomllib.loads(source.mapping)
    except tomllib.TOMLDecodeError:
        return {}


def _guessed(place: int, guess: Mapping[str, Any]) -> Column:
    return Column(
        position=place,
        source=str(guess["source"]),
        book=guess["book"] or "",
        confidence=guess["confidence"],
        why=word(guess["reason"], "mapping"),
        samples=tuple(str(sample) for sample in guess["samples"][:3]),
    )


def _bucket(code: str) -> str:
    name = code.removeprefix("bucket:")
    if name == "current":
        return gettext("bucket: not due")
    return gettext("bucket: %(days)s days overdue") % {"days": name}
