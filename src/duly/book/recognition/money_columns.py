"""How many smallest units does each cell of a money column say, and in which currency?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from duly.book.recognition.contents import BLANKS
from duly.book.recognition.grid import Flags
from duly.book.recognition.numbers import (
    NO_CURRENCY,
    DecimalVotes,
    read_figure,
    units_or_fault,
    votes_for_decimal,
)

Units = NDArray[np.int64]
_PLAIN = {
    ".": re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,4})?"),
    ",": re.compile(r"-?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,15})(?:,[0-9]{1,4})?"),
}
"""Most amounts: they need not be taken apart to be read."""


@dataclass(frozen=True)
class MoneyColumn:
    """Units where `fault` is empty; otherwise the finding's code (missing_amount, …) and 0."""

    units: Units
    fault: NDArray[np.object_]

    @property
    def readable(self) -> Flags:
        return np.asarray(self.fault == "")

    @property
    def missing(self) -> Flags:
        return np.asarray(self.fault == "missing_amount")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """The decimal sign and the thousands sign of a column; `ambiguous` if it had to be assumed."""

    decimal: str
    thousands: str
    ambiguous: bool = False


def number_formats(
    samples: Sequence[Sequence[str]], *, language: str, delimiter: str | None
) -> list[NumberFormat]:
    """One format a column. A column that could be read either way follows the others, then the

    habits of the file: a semicolon as delimiter or a continental language mean decimal commas.
    """
    votes = [votes_for_decimal(cells) for cells in samples]
    together = DecimalVotes(
        sum(vote.point > vote.comma for vote in votes),
        sum(vote.comma > vote.point for vote in votes),
    ).sign
    continental = language != "en" or delimiter == ";"
    return [_format(vote, together, "," if continental else ".") for vote in votes]


def _format(vote: DecimalVotes, together: str | None, habit: str) -> NumberFormat:
    decimal = vote.sign or together or habit
    unsure = vote.sign is None and vote.ambiguous > 0
    thousands = vote.thousands
    if not thousands and vote.ambiguous:
        thousands = "." if decimal == "," else ","
    return NumberFormat(decimal, thousands, ambiguous=unsure and together is None)


def read_money(
    cells: pa.Array,
    typed: Flags | None,
    decimal: str,
    currency: NDArray[np.int64],
    currencies: Sequence[str],
) -> MoneyColumn:
    """`currency` holds for each row an index into `currencies`. Each distinct cell is read once."""
    encoded = cells.dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    text_at = encoded.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False)
    exact = np.zeros(len(cells), dtype=np.int64) if typed is None else typed.astype(np.int64)
    keys = (text_at.astype(np.int64) * 2 + exact) * len(currencies) + currency
    distinct, where = np.unique(keys, return_inverse=True)
    read = [_units(texts, int(key), decimal, currencies) for key in distinct]
    units = np.array([value if isinstance(value, int) else 0 for value in read], dtype=np.int64)
    fault = np.array([value if isinstance(value, str) else "" for value in read], dtype=object)
    return MoneyColumn(units[where], fault[where])


def _units(texts: Sequence[str], key: int, decimal: str, currencies: Sequence[str]) -> int | str:
    key, currency = divmod(key, len(currencies))
    at, exact = divmod(key, 2)
    if at == len(texts) or texts[at] in BLANKS:
        return "missing_amount"
    sign = "." if exact else decimal
    if _PLAIN[sign].fullmatch(texts[at]):
        canonical = texts[at].replace("," if sign == "." else ".", "").replace(",", ".")
        return units_or_fault(canonical, currencies[currency])
    figure = read_figure(texts[at], sign)
    if figure is None:
        return "unreadable_amount"
    return units_or_fault(figure.text, currencies[currency])


def currencies_beside(cells: pa.Array, decimal: str) -> list[str | None]:
    """The currency written in each cell beside its amount, None where there is none."""
    encoded = cells.dictionary_encode()
    beside = [
        None if (figure := read_figure(text, decimal)) is None else figure.currency
        for text in encoded.dictionary.to_pylist()
    ]
    return [None if at is None else beside[at] for at in encoded.indices.to_pylist()]


def nothing(count: int) -> MoneyColumn:
    """A column that is not there: every amount is missing."""
    return MoneyColumn(
        np.zeros(count, dtype=np.int64), np.full(count, "missing_amount", dtype=object)
    )


__all__ = [
    "NO_CURRENCY",
    "MoneyColumn",
    "NumberFormat",
    "currencies_beside",
    "nothing",
    "number_formats",
    "read_money",
]
