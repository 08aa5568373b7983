"""How many smallest units does each cell of a money column say, and in which currency?"""

from __future__ import annotations

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
    decimals_of,
    read_figure,
    units_or_fault,
    votes_for_decimal,
)
from duly.book.recognition.plain_figures import plain_figures

Units = NDArray[np.int64]


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
    """`currency` holds for each row an index into `currencies`. Each distinct cell is read once.

    `typed` are the cells that a workbook holds as numbers; their decimal sign is the point.
    """
    encoded = cells.dictionary_encode()
    blank = len(encoded.dictionary)
    text_at = encoded.indices.fill_null(blank).to_numpy(zero_copy_only=False)
    exact = np.zeros(len(cells), dtype=np.int64) if typed is None else typed.astype(np.int64)
    keys = (text_at.astype(np.int64) * 2 + exact) * len(currencies) + currency
    distinct, where = np.unique(keys, return_inverse=True)
    units = np.zeros(len(distinct), dtype=np.int64)
    fault = np.full(len(distinct), "", dtype=object)
    texts = pa.concat_arrays([encoded.dictionary, pa.array([""], encoded.dictionary.type)])
    for is_exact in (0, 1) if typed is not None else (0,):
        own = np.flatnonzero(distinct // len(currencies) % 2 == is_exact)
        cell, code = distinct[own] // (2 * len(currencies)), distinct[own] % len(currencies)
        sign = "." if is_exact else decimal
        units[own], fault[own] = _read(texts, cell, code, sign, currencies)
    return MoneyColumn(units[where], fault[where])


def _read(
    texts: pa.Array, cell: Units, code: Units, decimal: str, currencies: Sequence[str]
) -> tuple[Units, NDArray[np.object_]]:
    """Plain cells all at once, the others one by one."""
    plain = plain_figures(texts, decimal).at(cell)
    exponent = np.array([decimals_of(currency) for currency in currencies], dtype=np.int64)[code]
    is_plain = plain.is_plain & (plain.decimals <= exponent)
    units = np.where(is_plain, plain.units(exponent), 0)
    fault = np.full(len(cell), "", dtype=object)
    others = np.flatnonzero(~is_plain)
    written = texts.take(pa.array(cell[others])).to_pylist()
    for place, text in zip(others.tolist(), written, strict=True):
        read = _units(text, decimal, currencies[int(code[place])])
        if isinstance(read, str):
            fault[place] = read
        else:
            units[place] = read
    return units, fault


def _units(text: str, decimal: str, currency: str) -> int | str:
    if text in BLANKS:
        return "missing_amount"
    figure = read_figure(text, decimal)
    return "unreadable_amount" if figure is None else units_or_fault(figure.text, currency)


def currencies_beside(cells: pa.Array, decimal: str) -> list[str | None]:
    """The currency written in each cell beside its amount, None where there is none."""
    encoded = cells.dictionary_encode()
    plain = plain_figures(encoded.dictionary, decimal)
    beside = plain.currencies()
    others = np.flatnonzero(~plain.is_plain)
    written = encoded.dictionary.take(pa.array(others)).to_pylist()
    for place, text in zip(others.tolist(), written, strict=True):
        figure = read_figure(text, decimal)
        beside[place] = None if figure is None else figure.currency
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
