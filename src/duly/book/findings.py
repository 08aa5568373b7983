"""What was wrong with the input, where exactly, and was the row set aside or only noted?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


class BadInput(Exception):
    """The input cannot be used at all. The message says what to do; the command exits with 2.

    Where a page says it too, `code` and `facts` say it in every language.
    """

    def __init__(self, message: str, *, code: str = "", **facts: int | str) -> None:
        super().__init__(message)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the quality report.

    `code` is stable (`missing_date`, `duplicate_row`, …); its sentence is made at the face.
    `row` counts lines of the file from 1, the header included, as a spreadsheet shows them;
    None when the finding is about a whole column or file. `set_aside` is True when the row did
    not enter the book. `units` is the money of a row set aside, None if it could not be read.
    `count` is above 1 when one line of the report stands for many rows, as `row` shows the first.
    """

    code: str
    table: str
    set_aside: bool
    file: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    currency: str | None = None
    units: int | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class FindingCount:
    """How often a code was found in a table: exact, also where the listed findings are capped.

    `units` is the readable money of those rows by currency; the key is None where no currency
    could be told. A row with two faults is counted under both.
    """

    code: str
    table: str
    count: int
    set_aside: bool
    units: Mapping[str | None, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RowTotals:
    """What became of the rows of one table. `derived` rows were not read: they were added."""

    table: str
    read: int
    accepted: int
    derived: int = 0

    @property
    def set_aside(self) -> int:
        return self.read - self.accepted


@dataclass(frozen=True, slots=True)
class MoneyTotals:
    """What became of the money of one table in one currency, as far as it could be read."""

    table: str
    currency: str | None
    read_units: int
    accepted_units: int

    @property
    def set_aside_units(self) -> int:
        return self.read_units - self.accepted_units
