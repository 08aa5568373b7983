"""Which concept does a word of a column header stand for, in which language?

The tables are TOML files beside this one, one a language, so that a missing word is mended by
whoever speaks the language: `rules.toml` then says which concepts mean which column of the book.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from duly.book.recognition.words import spellings

LANGUAGES = ("en", "fr", "de", "es", "it", "nl")
STOP = "stop"

Words = dict[tuple[str, ...], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Rule:
    """All of `needs` in a header mean `book` (or, with a leading minus, a reason for no use)."""

    book: str
    needs: frozenset[str]
    score: float


@cache
def words_of(language: str) -> Words:
    """Phrase (as normalised words) to the concepts it stands for; `shared` for codes and signs."""
    found: dict[tuple[str, ...], set[str]] = {}
    for concept, phrases in _table(language)["words"].items():
        for phrase in phrases:
            for spelling in spellings(phrase):
                found.setdefault(spelling, set()).add(concept)
    return {phrase: frozenset(concepts) for phrase, concepts in found.items()}


@cache
def technical_fields() -> dict[str, str]:
    """Whole headers of known systems' exports (as `technical_name`): bldat, amountdueremaining."""
    return {technical_name(field): book for field, book in _fields().items()}


def technical_name(header: str) -> str:
    """Letters and digits only: the digit tells Belegfeld 1 from Belegfeld 2."""
    return "".join(sign for sign in header.casefold() if sign.isalnum())


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of `rules.toml`."""
    return tuple(
        Rule(book, frozenset(words[:-1]), float(words[-1]))
        for book, lines in _table("rules").items()
        for words in (line.split() for line in lines)
    )


@cache
def longest_phrase() -> int:
    return max(len(phrase) for language in ("shared", *LANGUAGES) for phrase in words_of(language))


def _fields() -> dict[str, str]:
    fields: dict[str, str] = _table("shared")["fields"]
    return fields


@cache
def _table(name: str) -> Any:
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
