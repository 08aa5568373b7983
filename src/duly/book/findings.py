"""What was wrong with the input, where exactly, and was the row set aside or only noted?"""

from __future__ import annotations

from dataclasses import dataclass


class BadInput(Exception):
    """The input cannot be used at all. The message says what to do; the command exits with 2."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the quality report.

    `code` is stable (`missing_date`, `duplicate_row`, …); its sentence is made at the face.
    `row` counts lines of the file from 1, the header included, as a spreadsheet shows them;
    None when the finding is about a whole column or file. `set_aside` is True when the row did
    not enter the book. `units` is the money of a row set aside, None if it could not be read.
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
