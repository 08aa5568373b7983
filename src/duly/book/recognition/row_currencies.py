"""In which currency is each line, and how do we know?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from duly.book.recognition.contents import BLANKS
from duly.book.recognition.currency_signs import CURRENCY_SIGNS, currency_of_sign
from duly.book.recognition.grid import Flags
from duly.book.recognition.money_columns import currencies_beside
from duly.book.recognition.numbers import NO_CURRENCY
from duly.book.recognition.words import listed
from duly.kernel.currencies import EXPONENTS

_WORD = re.compile(r"[A-Z]{3}(?![A-Za-z])|[€£¥]|US\$|CHF")
COMMON = frozenset(
    listed(
        "EUR USD GBP CHF SEK NOK DKK PLN CZK HUF RON JPY CNY CAD AUD NZD SGD HKD INR BRL MXN "
        "ZAR TRY AED SAR KWD BHD ILS KRW THB MYR IDR PHP COP CLP ARS PEN UAH MAD TND"
    )
)
"""Codes that may be read out of running text: ALL and TOP are currencies too."""


@dataclass(frozen=True)
class RowCurrencies:
    """For each line an index into `codes`. `unknown` flags cells that name no currency we know."""

    codes: tuple[str, ...]
    index: NDArray[np.int64]
    source: str
    unknown: Flags
    filled: Flags

    def listed(self) -> list[str | None]:
        return [
            None if unknown else self.codes[at]
            for at, unknown in zip(self.index.tolist(), self.unknown.tolist(), strict=True)
        ]


def row_currencies(
    column: pa.Array | None,
    money: Sequence[tuple[pa.Array, str]],
    *,
    count: int,
    headers: Sequence[str],
    preamble: Sequence[str],
    default: str | None,
) -> RowCurrencies:
    """From a currency column, else from beside the amounts, the headers, or the lines above.

    `money` are the cells of the money columns with their decimal signs; the first that names a
    currency in a line decides. `default` is what the caller says; without anything it is `XXX`.
    """
    if column is not None and column.null_count < count:
        return _from_column(column, default)
    beside = [currencies_beside(cells, decimal) for cells, decimal in money]
    first = [next(filter(None, codes), None) for codes in zip(*beside, strict=True)]
    if any(first):
        return _completed([code or "" for code in first], "cells", default)
    for source, texts in (("header", headers), ("preamble", preamble)):
        named = {code for text in texts for code in _named(text)}
        if len(named) == 1:
            return _one(named.pop(), count, source)
    return _one(default or NO_CURRENCY, count, "given" if default else "none")


def _one(code: str, count: int, source: str) -> RowCurrencies:
    none = np.zeros(count, dtype=bool)
    return RowCurrencies((code,), np.zeros(count, dtype=np.int64), source, none, none)


def _from_column(column: pa.Array, default: str | None) -> RowCurrencies:
    encoded = column.dictionary_encode()
    read = [
        "" if text in BLANKS else currency_of_sign(text) for text in encoded.dictionary.to_pylist()
    ]
    cells = ["" if at is None else read[at] for at in encoded.indices.to_pylist()]
    return _completed(cells, "column", default)


def _completed(cells: Sequence[str | None], source: str, default: str | None) -> RowCurrencies:
    known = Counter(code for code in cells if code)
    only = _of_blank_cells(known, list(cells).count(""), default)
    codes = tuple(sorted({*known, *([only] if only else [])}))
    place = {code: at for at, code in enumerate(codes)}
    index = np.array([place.get(code or only or "", 0) for code in cells], dtype=np.int64)
    blank = np.array([code == "" for code in cells])
    foreign = np.array([code is None for code in cells])
    unknown = foreign | (blank & (only is None))
    return RowCurrencies(codes, index, source, unknown, blank & ~unknown)


def _of_blank_cells(known: Counter[str], blank: int, default: str | None) -> str | None:
    """A few blanks among one currency are of that currency; many mean the home currency."""
    if len(known) == 1 and blank <= known.total():
        return next(iter(known))
    if default is not None:
        return default
    return NO_CURRENCY if len(known) <= 1 and blank else None


def _named(text: str) -> set[str]:
    found = {CURRENCY_SIGNS.get(word, word) for word in _WORD.findall(text)}
    return {code for code in found if code in EXPONENTS and code in COMMON}
