"""Which words does a column header consist of, whatever its case, accents and punctuation?"""

from __future__ import annotations

import re
import unicodedata

_NUMBER_SIGNS = re.compile(r"(?:\bn\s?[°º]|№|#|\bn[.]º)", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_INITIALS = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?\b\.?")
_WORDS = re.compile(r"[a-z]+")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def header_words(header: str) -> tuple[str, ...]:
    """`"N° Pièce"` is `("no", "piece")`, `"customerID"` is `("customer", "id")`. Digits go."""
    text = _NUMBER_SIGNS.sub(" no ", header)
    text = _CAMEL.sub(" ", text)
    plain = without_accents(text)
    plain = _INITIALS.sub(lambda found: " " + found[0].replace(".", "") + " ", plain)
    return tuple(_WORDS.findall(plain))


def without_accents(text: str) -> str:
    """Lower case, without accents: the form in which words are compared."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).casefold()


def spellings(phrase: str) -> set[tuple[str, ...]]:
    """How a phrase of the vocabulary may be spelt: ä as a or ae, n° as no."""
    return {header_words(phrase), header_words(phrase.lower().translate(_UMLAUTS))} - {()}


def listed(text: str) -> tuple[str, ...]:
    """A list of words kept as one readable text."""
    return tuple(text.split())


def is_misspelt(word: str, known: str) -> bool:
    """One slip (a letter too many, too few, wrong, or two swapped); two in long words."""
    allowed = 2 if len(word) >= 9 else 1
    if abs(len(word) - len(known)) > allowed or word[0] != known[0]:
        return False
    return _slips(word, known) <= allowed


def _slips(left: str, right: str) -> int:
    """Damerau–Levenshtein distance (optimal string alignment)."""
    before: list[int] = []
    above = list(range(len(right) + 1))
    for row, sign in enumerate(left, start=1):
        line = [row]
        for column, other in enumerate(right, start=1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (sign != other))
            if row > 1 and column > 1 and sign == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        before, above = above, line
    return above[-1]
