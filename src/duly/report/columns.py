"""What does a column of a table we print hold, and how is it shown?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from duly.report import figures, words

ColumnKind = Literal["text", "date", "units", "share", "days", "number", "integer"]

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column: the key of its value in a row, its heading and what it holds.

    `units` are whole smallest units; `currency_key` names the value of the row that says of which
    currency, and a column of units cannot be built without it. `codes_of` names the kind of the
    codes that a column of text holds: a reader is shown their words, in `language`. An amount of
    nothing goes without saying, except where `is_told_at_zero`: a limit of nothing is an answer.
    """

    key: str
    title: str
    kind: ColumnKind = "text"
    currency_key: str | None = None
    codes_of: str | None = None
    is_told_at_zero: bool = False
    language: str = "en"

    def __post_init__(self) -> None:
        if self.kind == "units" and self.currency_key is None:
            raise ValueError(f"{self.key}: a column of units needs the key of its currency")

    @property
    def is_figure(self) -> bool:
        """Does it stand right-aligned? Everything but text does."""
        return self.kind != "text"

    def currency(self, row: Row) -> str:
        """The currency of this column's amount in the row."""
        return str(row[self.currency_key]) if self.currency_key else ""

    def show(self, row: Row) -> str:
        """The value as a reader sees it; an absent value is `not known`, never a zero."""
        value = row.get(self.key)
        if value is None:
            return figures.NOT_KNOWN
        if self.kind == "units":
            return figures.format_units(value, self.currency(row))
        if self.codes_of is not None:
            return words.title(value, kind=self.codes_of, language=self.language)
        return _SHOWN[self.kind](value)


_SHOWN: Mapping[str, Callable[[Any], str]] = {
    "text": str,
    "date": figures.format_date,
    "share": figures.format_share,
    "days": figures.format_decimal,
    "number": figures.format_number,
    "integer": figures.format_count,
}
