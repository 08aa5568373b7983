"""Which known phrases does a header consist of, compound and misspelt words included?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from duly.book.recognition.vocabulary import LANGUAGES, STOP, longest_phrase, words_of
from duly.book.recognition.words import is_misspelt

GUESSED = 0.05
LINKS = ("", "s", "n", "en", "es", "e")
"""Letters that German and Dutch put between the parts of a compound."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of a header, what they may stand for, and what certainty that reading costs."""

    words: tuple[str, ...]
    concepts: frozenset[str]
    cost: float = 0.0
    optional: bool = False


@lru_cache(maxsize=65536)
def phrases_of(
    words: tuple[str, ...], language: str, *, alone: bool = False, exact: bool = False
) -> tuple[tuple[Phrase, ...], int]:
    """The header cut into known phrases, the longest first, and the number of unknown words.

    `alone` looks in this language only; `exact` guesses no misspelt or shortened words.
    """
    groups = _vocabularies(language, alone=alone)
    found: list[Phrase] = []
    unknown = 0
    at = 0
    while at < len(words):
        phrase = _longest(words[at:], groups)
        if phrase is None:
            parts = _inside(words[at], groups, exact=exact)
            found.extend(parts)
            unknown += not parts
            at += 1
        else:
            found.extend([phrase] if phrase.concepts else [])
            at += len(phrase.words)
    return tuple(found), unknown


def _vocabularies(language: str, *, alone: bool) -> tuple[tuple[str, ...], ...]:
    """Languages in the order in which they are asked; those of one group together."""
    if alone:
        return ((language, "shared"),)
    others = tuple(other for other in LANGUAGES if other not in (language, "en"))
    return ((language, "shared"), ("en",), others)


def _longest(words: Sequence[str], groups: tuple[tuple[str, ...], ...]) -> Phrase | None:
    for length in range(min(longest_phrase(), len(words)), 0, -1):
        candidate = tuple(words[:length])
        for group in groups:
            concepts = _concepts(candidate, group)
            if concepts:
                return Phrase(candidate, concepts - {STOP}, optional=STOP in concepts)
    return None


def _concepts(words: tuple[str, ...], group: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(words_of(language).get(words, ()) for language in group))


def _inside(word: str, groups: tuple[tuple[str, ...], ...], *, exact: bool) -> list[Phrase]:
    """An unknown word as a compound, else as a shortened, else as a misspelt known word."""
    for group in groups:
        if parts := _compound(word, group):
            return parts
    if exact:
        return []
    for group in groups:
        if phrase := _shortened_or_misspelt(word, group):
            return [phrase]
    return []


def _compound(word: str, group: tuple[str, ...]) -> list[Phrase]:
    """Rechnungsdatum as rechnung(s) + datum. At least one part must have four letters."""
    if len(word) < 4:
        return []
    for cut in range(len(word) - 2, 1, -1):
        head, tail = word[:cut], word[cut:]
        concepts = _linked(head, group)
        if not concepts:
            continue
        rest = _concepts((tail,), group) - {STOP}
        parts = [Phrase((tail,), rest)] if rest else _compound(tail, group)
        if parts and (len(word) < 6 or max(len(head), *(len(p.words[0]) for p in parts)) >= 4):
            return [Phrase((head,), concepts), *parts]
    return []


def _linked(head: str, group: tuple[str, ...]) -> frozenset[str]:
    for link in LINKS:
        if head.endswith(link):
            stem = head[: len(head) - len(link)]
            if len(stem) >= 2 and (concepts := _concepts((stem,), group) - {STOP}):
                return concepts
    return frozenset()


def _shortened_or_misspelt(word: str, group: tuple[str, ...]) -> Phrase | None:
    if len(word) < 3:
        return None
    known = _single_words(group)
    for test in (_is_shortened, _is_slip):
        matches = [other for other in known if test(word, other)]
        if matches:
            nearest = min(matches, key=lambda other: (len(other), other))
            return Phrase((word,), _concepts((nearest,), group) - {STOP}, cost=GUESSED)
    return None


def _is_shortened(word: str, known: str) -> bool:
    return len(word) >= 3 and len(known) > len(word) and known.startswith(word)


def _is_slip(word: str, known: str) -> bool:
    return len(word) >= 5 and len(known) >= 5 and is_misspelt(word, known)


@lru_cache(maxsize=64)
def _single_words(group: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(_singles(group)))


def _singles(group: tuple[str, ...]) -> Iterable[str]:
    return {
        words[0]
        for language in group
        for words, concepts in words_of(language).items()
        if len(words) == 1 and concepts != {STOP}
    }
