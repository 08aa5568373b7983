"""What do the cells of a column look like: dates, amounts, codes, names, yes and no?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from duly.book.recognition.currency_signs import currency_of_sign
from duly.book.recognition.dates import is_date, is_no_date, is_serial
from duly.book.recognition.kinds import kind_of
from duly.book.recognition.numbers import read_figure
from duly.book.recognition.words import listed, without_accents

SAMPLE_ROWS = 2000

FEW = 250
"""Columns of types, countries, signs and the like have no more different values than this."""

BLANKS = frozenset({"", "-", "--", "—", "n/a", "N/A", "#N/A", "NULL", "null", "None"})
TRUE = frozenset(
    listed(
        "yes y true 1 x oui o vrai ja j si s v wahr waar vero verdadero disputed strittig litige"
    )
)
FALSE = frozenset(listed("no n false 0 non nein nee faux falsch onwaar falso f none"))
YES_OR_NO = TRUE | FALSE
SIGN_MARKS = frozenset(
    listed("s h d c dr cr debit credit soll haben dare avere debe haber debet a")
)

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_PHONE = re.compile(r"[+(]?[0-9][0-9 ()./-]{6,}")
_TAX_ID = re.compile(r"[A-Z]{0,3}[- ]?[A-Z0-9]?[0-9][0-9A-Z .-]{5,14}", re.IGNORECASE)
_TERMS = re.compile(
    r"(?:(?:[^\W\d]+\.?\s+){0,3}|(?:net|netto|n|zb|d|j|t)\s*)([0-9]{1,3})(?:\.0)?\s*"
    r"(?:d|days?|j|jours?|t|tage?n?|d[ií]as?|gg|giorni|dagen|dgn|netto|net|nets|eom|fm|ff|fdm)?"
    r"(?:\s[^\W\d]+)*\.?",
    re.IGNORECASE,
)
_DECIMALS = re.compile(r"[.,][0-9]{1,2}(?![0-9])")
_DIGIT = re.compile(r"[0-9]")
_LETTERS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Content:
    """Shares (0..1) of the filled cells in a sample; `filled` is the share of all lines."""

    filled: float
    dates: float
    serials: float
    figures: float
    decimals: float
    whole: float
    small: float
    currencies: float
    countries: float
    emails: float
    phones: float
    tax_ids: float
    terms: float
    yes_or_no: float
    kinds: float
    signs: float
    digits: float
    letters: float
    spaced: float
    distinct: float
    values: int

    @property
    def is_empty(self) -> bool:
        return self.values == 0


def content_of(cells: Sequence[str | None]) -> Content:
    """Look at the sample of one column. Each distinct cell is looked at once."""
    filled = Counter(cell for cell in cells if cell is not None and cell not in BLANKS)
    real = {cell: times for cell, times in filled.items() if not is_no_date(cell)} or filled
    shares = dict.fromkeys(_TESTS, 0)
    few = len(real) <= FEW
    for cell, times in real.items():
        for name in _look(cell, few=few):
            shares[name] += times
    count = max(1, sum(real.values()))
    return Content(
        filled=filled.total() / max(1, len(cells)),
        distinct=len(filled) / max(1, filled.total()),
        values=len(filled),
        **{name: times / count for name, times in shares.items()},
    )


def _look(cell: str, *, few: bool) -> list[str]:
    """The names of the tests that a cell passes; those that it cannot pass are spared."""
    tests = _WITH_DIGIT if _DIGIT.search(cell) else _WITHOUT_DIGIT
    return [
        name for name, test in tests.items() if (few or name not in _OF_FEW_VALUES) and test(cell)
    ]


@lru_cache(maxsize=4096)
def is_figure(cell: str) -> bool:
    return read_figure(cell, ".") is not None or read_figure(cell, ",") is not None


def _has_decimals(cell: str) -> bool:
    return _DECIMALS.search(cell) is not None and is_figure(cell)


def whole_number(cell: str) -> int | None:
    """-12, 12-, 15 or 15.0 as a whole number; None for anything else."""
    found = re.fullmatch(r"([-−]?)([0-9]{1,9})(?:[.,]0+)?([-−]?)", cell)
    if found is None or (found[1] and found[3]):
        return None
    return int(found[2]) * (-1 if found[1] or found[3] else 1)


def _is_small(cell: str) -> bool:
    number = whole_number(cell)
    return number is not None and abs(number) < 2000


def terms_in(cell: str) -> int | None:
    """The days in `30`, `Net 30`, `30 jours fin de mois`; None for a code such as NAA8."""
    found = _TERMS.fullmatch(cell)
    return int(found[1]) if found and int(found[1]) <= 365 else None


@lru_cache(maxsize=1)
def country_codes() -> dict[str, str]:
    """ISO codes, and the names of countries in the six languages, to ISO codes."""
    from babel import Locale

    names: dict[str, str] = {}
    for language in ("en", "fr", "de", "es", "it", "nl"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha():
                names[without_accents(name)] = code
                names[code.casefold()] = code
    return names | {"uk": "GB", "usa": "US", "great britain": "GB", "england": "GB"}


_WITH_DIGIT: dict[str, Callable[[str], bool]] = {
    "digits": lambda cell: True,
    "dates": is_date,
    "serials": is_serial,
    "figures": is_figure,
    "decimals": _has_decimals,
    "whole": lambda cell: whole_number(cell) is not None,
    "small": _is_small,
    "phones": lambda cell: _PHONE.fullmatch(cell) is not None,
    "tax_ids": lambda cell: _TAX_ID.fullmatch(cell) is not None,
    "terms": lambda cell: terms_in(cell) is not None,
}
_WITHOUT_DIGIT: dict[str, Callable[[str], bool]] = {
    "currencies": lambda cell: len(cell) <= 15 and currency_of_sign(cell) is not None,
    "countries": lambda cell: without_accents(cell) in country_codes(),
    "signs": lambda cell: cell.casefold().strip(".") in SIGN_MARKS,
}
_ALWAYS: dict[str, Callable[[str], bool]] = {
    "emails": lambda cell: "@" in cell and _EMAIL.search(cell) is not None,
    "yes_or_no": lambda cell: cell.casefold() in YES_OR_NO,
    "kinds": lambda cell: len(cell) < 40 and kind_of(cell) is not None,
    "letters": lambda cell: _LETTERS.search(cell) is not None,
    "spaced": lambda cell: " " in cell,
}
_WITH_DIGIT.update(_ALWAYS)
_WITHOUT_DIGIT.update(_ALWAYS)
_OF_FEW_VALUES = frozenset({"kinds", "countries", "signs", "yes_or_no", "currencies"})
_TESTS = _WITH_DIGIT | _WITHOUT_DIGIT
