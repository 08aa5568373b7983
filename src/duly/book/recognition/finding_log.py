"""Which rows were set aside, for which first reason, and what else is worth noting?"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from duly.book.findings import Finding
from duly.book.recognition.grid import Flags

TABLE = "invoices"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is set aside, and the column and cells that show it."""

    code: str
    column: str | None
    cells: pa.Array | None


@dataclass
class FindingLog:
    """Findings in the making. `rows` are the line numbers of the data, as a spreadsheet shows them.

    A row is set aside once, for the first reason given; notes are one finding each, with a count.
    """

    file: str
    rows: NDArray[np.int64]
    reasons: list[Reason] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    _first: NDArray[np.int32] = field(init=False)

    def __post_init__(self) -> None:
        self._first = np.full(len(self.rows), -1, dtype=np.int32)

    @property
    def accepted(self) -> Flags:
        return self._first < 0

    def set_aside(
        self, flags: Flags, code: str, *, column: str | None = None, cells: pa.Array | None = None
    ) -> None:
        """Set aside the flagged rows that are still in."""
        new = flags & self.accepted
        if new.any():
            self.reasons.append(Reason(code, column, cells))
            self._first[new] = len(self.reasons) - 1

    def note(
        self, flags: Flags, code: str, *, column: str | None = None, cells: pa.Array | None = None
    ) -> None:
        """One finding for all flagged rows that are still in; it shows the first of them."""
        found = np.flatnonzero(flags & self.accepted)
        if len(found):
            first = int(found[0])
            value = cells[first].as_py() if cells is not None else None
            self.say(code, column=column, value=value, row=int(self.rows[first]), count=len(found))

    def say(
        self,
        code: str,
        *,
        column: str | None = None,
        value: str | None = None,
        row: int | None = None,
        count: int = 1,
    ) -> None:
        """A finding about the file or a column as a whole."""
        self.notes.append(
            Finding(
                code, TABLE, False, file=self.file, row=row, column=column, value=value, count=count
            )
        )

    def findings(
        self, units: NDArray[np.int64], readable: Flags, currencies: list[str | None]
    ) -> tuple[Finding, ...]:
        """The notes, and one finding for each row set aside, with its money if it could be read."""
        return (*self.notes, *self._rows_aside(units, readable, currencies))

    def _rows_aside(
        self, units: NDArray[np.int64], readable: Flags, currencies: list[str | None]
    ) -> list[Finding]:
        aside = []
        for row in np.flatnonzero(~self.accepted).tolist():
            reason = self.reasons[self._first[row]]
            aside.append(
                Finding(
                    reason.code,
                    TABLE,
                    True,
                    file=self.file,
                    row=int(self.rows[row]),
                    column=reason.column,
                    value=reason.cells[row].as_py() if reason.cells is not None else None,
                    currency=currencies[row],
                    units=int(units[row]) if readable[row] else None,
                )
            )
        return aside
