"""What do the data lines say, column of the book by column of the book?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from duly.book.recognition.buckets import Bucket
from duly.book.recognition.contents import BLANKS, whole_number
from duly.book.recognition.data_lines import DataLines
from duly.book.recognition.day_columns import (
    NO_DAY,
    DayColumn,
    Days,
    OrderFound,
    check_not_swapped,
    check_readable,
    read_days,
)
from duly.book.recognition.facts import ColumnGuess
from duly.book.recognition.fitness import DATES
from duly.book.recognition.money_columns import MoneyColumn, NumberFormat, nothing, read_money
from duly.book.recognition.row_currencies import RowCurrencies


@dataclass(frozen=True)
class ReadLines:
    """The cells of the data lines by what they mean. Everything asked for is read once."""

    data: DataLines
    guesses: tuple[ColumnGuess, ...]
    buckets: Mapping[int, Bucket]
    formats: Mapping[int, NumberFormat]
    order: OrderFound
    currencies: RowCurrencies

    @property
    def count(self) -> int:
        return self.data.count

    @cached_property
    def position(self) -> dict[str, int]:
        return {
            guess.book: guess.position
            for guess in self.guesses
            if guess.book is not None and guess.position not in self.buckets
        }

    def has(self, book: str) -> bool:
        return book in self.position

    def source(self, book: str) -> str | None:
        return self.guesses[self.position[book]].source if self.has(book) else None

    def cells(self, book: str) -> pa.Array:
        """The text of a column; nulls if the file has none."""
        if not self.has(book):
            return pa.nulls(self.count, pa.string())
        return self.data.cells[self.position[book]]

    @cached_property
    def days(self) -> dict[str, DayColumn]:
        """Every column of dates. A column that is not one in fact is refused."""
        return {book: self._days(book) for book in DATES if self.has(book)}

    def _days(self, book: str) -> DayColumn:
        at = self.position[book]
        column = read_days(self.data.cells[at], self.order.order)
        source = self.guesses[at].source
        check_readable(column, self.data.cells[at], source)
        check_not_swapped(self.data.cells[at], self.data.typed[at], column, self.order, source)
        return column

    def day(self, book: str) -> Days:
        """Day numbers of a column, `NO_DAY` where there is none."""
        if book in self.days:
            return self.days[book].days
        return np.full(self.count, NO_DAY, dtype=np.int64)

    def money(self, book: str) -> MoneyColumn:
        """The units of a column; all missing if the file has none."""
        return self.money_at(self.position[book]) if self.has(book) else nothing(self.count)

    def money_at(self, position: int) -> MoneyColumn:
        return read_money(
            self.data.cells[position],
            self.data.typed[position],
            self.formats[position].decimal,
            self.currencies.index,
            self.currencies.codes,
        )

    def whole(self, book: str, read: Callable[[str], int | None] = whole_number) -> Days:
        """A column of whole numbers (days late, terms); `NO_DAY` where there is none."""
        return self.mapped(book, lambda text: NO_DAY if (n := read(text)) is None else n, NO_DAY)

    def mapped(self, book: str, read: Callable[[str], int], blank: int) -> Days:
        """Each distinct text of a column turned into a number, `blank` for blank cells."""
        encoded = self.cells(book).dictionary_encode()
        texts: Sequence[str] = encoded.dictionary.to_pylist()
        values = np.array(
            [blank if text in BLANKS else read(text) for text in texts] + [blank], dtype=np.int64
        )
        at = encoded.indices.fill_null(len(texts)).to_numpy(zero_copy_only=False)
        return np.asarray(values[at])
