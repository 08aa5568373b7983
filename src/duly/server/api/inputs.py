"""Which values may come in? Bounded whole numbers, days, and texts without control characters."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.types import Strict

from duly.server.platform.fields import LARGEST_UNITS

_LINE = r"^[^\u0000-\u001f\u007f-\u009f]*$"
_PROSE = r"^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f]*$"
_CURRENCY = r"^[A-Z]{3}$"
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,18})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FIRST_YEAR, LAST_YEAR = 1900, 2199


def _whole(given: Any) -> Any:
    """Digits of a query or path as a number: no blanks, no underscores, no ".0"."""
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise ValueError("a whole number is needed")
    if isinstance(given, str) and not _WHOLE.fullmatch(given):
        raise ValueError("a whole number is needed")
    return int(given)


def _day(given: Any) -> Any:
    if isinstance(given, date):
        return given
    if not isinstance(given, str) or not _DAY.fullmatch(given):
        raise ValueError("a day is written YYYY-MM-DD")
    day = date.fromisoformat(given)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"the year must lie between {FIRST_YEAR} and {LAST_YEAR}")
    return day


def _truth(given: Any) -> Any:
    if given in ("true", "false"):
        return given == "true"
    if isinstance(given, bool):
        return given
    raise ValueError("true or false is needed")


Day = Annotated[
    date,
    BeforeValidator(_day),
    Field(
        description=f"A day as YYYY-MM-DD, from {FIRST_YEAR} to {LAST_YEAR}.",
        examples=["2026-10-31"],
    ),
]
Truth = Annotated[bool, BeforeValidator(_truth)]
# In the body numbers are numbers; in paths and queries they are digits.
Units = Annotated[
    int,
    Strict(),
    Field(
        ge=-LARGEST_UNITS,
        le=LARGEST_UNITS,
        description="Money in the smallest unit of its currency: 12.50 EUR is 1250.",
    ),
]
PositiveUnits = Annotated[
    int,
    Strict(),
    Field(
        ge=1,
        le=LARGEST_UNITS,
        description="Money in the smallest unit of its currency: 12.50 EUR is 1250.",
    ),
]
Number = Annotated[int, Strict(), Field(ge=1, le=2**63 - 1)]
Id = Annotated[int, Field(ge=1, le=2**63 - 1), BeforeValidator(_whole)]
Limit = Annotated[int, Field(ge=1, le=200), BeforeValidator(_whole)]
UnitsAsked = Annotated[int, Field(ge=-LARGEST_UNITS, le=LARGEST_UNITS), BeforeValidator(_whole)]
Currency = Annotated[str, Field(strict=True, pattern=_CURRENCY, examples=["EUR"])]


def bounded(most: int, *, least: int = 0, lines: bool = False) -> Any:
    """The bounds of a text: its length, and no control characters; `lines` allows breaks, tabs."""
    pattern = _PROSE if lines else _LINE
    return Field(strict=True, min_length=least or None, max_length=most, pattern=pattern)


# The number somebody gave to a customer, an invoice, a payment …
Reference = Annotated[str, bounded(120, least=1)]
Word = Annotated[str, bounded(80, least=1)]
Line = Annotated[str, bounded(200)]
Prose = Annotated[str, bounded(5_000, lines=True)]


class Given(BaseModel):
    """What a caller sends. A field nobody knows is refused, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Shown(BaseModel):
    """What a caller gets, read from a record by the names of its fields."""

    model_config = ConfigDict(from_attributes=True, frozen=True)
