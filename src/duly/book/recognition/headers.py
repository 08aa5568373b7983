"""What does a column header mean: how strongly does it speak for each column of the book?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from duly.book.recognition.phrases import Phrase, phrases_of
from duly.book.recognition.vocabulary import (
    LANGUAGES,
    Rule,
    rules,
    technical_fields,
    technical_name,
    words_of,
)
from duly.book.recognition.words import header_words, listed

LEFT_OVER = 0.2
"""What a phrase of the header that the rule does not explain takes from its certainty."""
SPOILER = 0.45
SPOILERS = frozenset(
    listed(
        "net local tax discount interest dunning delivery expected previous other person "
        "cumulative ytd rate bank address"
    )
)
"""Concepts that change what a header means: a net amount, an expected date of payment."""
UNKNOWN_WORD = 0.07
"""The same for a word that is in no vocabulary."""


@lru_cache(maxsize=4096)
def header_scores(header: str, language: str) -> dict[str, float]:
    """Column of the book (or `-reason`) to 0..1; empty when no word of the header is known.

    `language` is that of the file as a whole (`header_language`): Valuta is a currency in Italian
    and a due date in German.
    """
    words = header_words(header)
    known = technical_fields().get(technical_name(header))
    if known is not None:
        return {known: 1.0}
    phrases, unknown = phrases_of(words, language)
    concepts = frozenset[str]().union(*(phrase.concepts for phrase in phrases))
    best: dict[str, float] = {}
    for rule in rules():
        if rule.needs <= concepts:
            score = _certainty(rule, phrases, unknown)
            best[rule.book] = max(score, best.get(rule.book, 0.0))
    if "due" in concepts:
        # `Payment due` says when the money should come, not when it came.
        best.pop("paid_on", None)
    return {book: score for book, score in best.items() if score > 0.05}


def _certainty(rule: Rule, phrases: Sequence[Phrase], unknown: int) -> float:
    left = [p for p in phrases if not p.optional and not p.concepts & rule.needs]
    cost = sum(SPOILER if phrase.concepts & SPOILERS else LEFT_OVER for phrase in left)
    guessed = sum(phrase.cost for phrase in phrases)
    return rule.score - cost - UNKNOWN_WORD * unknown - guessed


def header_language(headers: Sequence[str]) -> str:
    """The language whose words explain the headers best; English when none does better."""
    points = {
        language: sum(_share_known(header_words(header), language) for header in headers)
        for language in LANGUAGES
    }
    return max(points, key=lambda language: points[language])


def _share_known(words: tuple[str, ...], language: str) -> float:
    """How much of one header a language explains, 0..1."""
    if not words:
        return 0.0
    phrases, unknown = phrases_of(words, language, alone=True)
    letters = sum(len("".join(phrase.words)) for phrase in phrases)
    return letters / sum(map(len, words)) - 0.02 * unknown


def is_header(text: str) -> bool:
    """Does the text read as a column header in one of the languages?"""
    words = header_words(text)
    if not words or len(words) > 8:
        return False
    if technical_name(text) in technical_fields():
        return True
    return any(_all_known(words, language) for language in LANGUAGES)


@lru_cache(maxsize=4096)
def _all_known(words: tuple[str, ...], language: str) -> bool:
    phrases, unknown = phrases_of(words, language, alone=True, exact=True)
    spoken = words_of(language).keys() | words_of("shared").keys()
    return not unknown and any(phrase.words in spoken for phrase in phrases)
