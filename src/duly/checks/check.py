"""What is a check, and what does it answer?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book

Violation = dict[str, str | None]
"""One violation: table, key, observed, expected; all text."""


class Finds(Protocol):
    """What looks for violations: a table of key, observed and expected, empty when all is well."""

    def __call__(self, book: Book, *, as_of: date) -> ir.Table: ...


@dataclass(frozen=True, slots=True)
class Check:
    """An invariant with a name. `question` is one that must be answered with yes."""

    code: str
    question: str
    table: str
    finds: Finds

    def run(self, book: Book, *, as_of: date) -> ir.Table:
        """The violations known by `as_of`.

        Columns, all text: code, table, key (what identifies the row, parts joined by a blank),
        observed, expected.
        """
        found = self.finds(book, as_of=as_of)
        return found.select(
            code=ibis.literal(self.code),
            table=ibis.literal(self.table),
            key=found.key.cast("string"),
            observed=found.observed.cast("string"),
            expected=found.expected.cast("string"),
        )


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`violations` counts all, `examples` are the first of them by key."""

    check: Check
    violations: int
    examples: tuple[Violation, ...]

    @property
    def holds(self) -> bool:
        return self.violations == 0
