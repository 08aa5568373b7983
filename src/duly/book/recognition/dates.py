"""Which day does a cell say, once it is known whether days or months come first?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from duly.book.recognition.words import without_accents

PIVOT = 70
"""Two-digit years: 00 to 69 are 2000 to 2069, 70 to 99 are 1970 to 1999."""
FIRST_YEAR, LAST_YEAR = 1950, 2100
EXCEL_EPOCH = date(1899, 12, 30).toordinal()

MONTHS = {
    1: "january januar janvier enero gennaio januari janner jaenner jan janv ene gen jän",
    2: "february februar fevrier febrero febbraio februari feb fev fevr febr feber",
    3: "march marz maerz mars marzo maart mar mrz mrt mae maa",
    4: "april avril abril aprile apr avr abr",
    5: "may mai mayo maggio mei mag",
    6: "june juni juin junio giugno jun giu",
    7: "july juli juillet julio luglio jul juil lug",
    8: "august aout agosto augustus aug ago aou",
    9: "september septembre septiembre setiembre settembre sept sep set sett",
    10: "october oktober octobre octubre ottobre oct okt ott",
    11: "november novembre noviembre nov novem",
    12: "december dezember decembre diciembre dicembre dec dez dic",
}
MONTH_OF_NAME = {name: month for month, names in MONTHS.items() for name in names.split()}


class DateOrder(StrEnum):
    """What comes first where a date is three numbers without a year in front."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


_TIME = (
    r"(?:[T ,]+\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?"
    r"\s*(?:[AaPp]\.?[Mm]\.?)?(?:Z|[+-]\d\d:?\d\d| UTC)?)?"
)
_DAY_NAME = r"(?:[^\W\d]{2,10}[.,]?\s+)?"
_YEAR_FIRST = re.compile(
    rf"(\d{{4}})\s?[-/. ]\s?(\d{{1,2}})\s?[-/. ]\s?(\d{{1,2}}){_TIME}", re.ASCII
)
_THREE = re.compile(
    rf"{_DAY_NAME}(\d{{1,2}})\s?[-/. ]\s?(\d{{1,2}})\s?[-/. ]\s?(\d{{4}}|\d{{2}})\.?{_TIME}",
    re.ASCII,
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?(?:\d{6})?", re.ASCII)
_DAY_NAMED = re.compile(
    rf"{_DAY_NAME}(\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.)?[ \-/.]*(?:de |di |of )?([^\W\d]{{3,10}})\.?"
    rf"[ \-/.,]*(?:del? |di )?(\d{{4}}|\d{{2}}){_TIME}"
)
_NAMED_DAY = re.compile(
    rf"{_DAY_NAME}([^\W\d]{{3,10}})\.?[ \-]*(\d{{1,2}})(?:st|nd|rd|th)?,?[ \-]+(\d{{4}}){_TIME}"
)
_SERIAL = re.compile(r"([2-7]\d{4})(?:\.\d+)?", re.ASCII)
_ZERO = re.compile(r"0{1,4}([-/.])0{1,2}\1(?:0{1,4}|1900)(?:[T ].*)?|0+|00000000(?:\.0)?")
NO_DATE = frozenset({"9999-12-31", "31/12/9999", "12/31/9999", "31.12.9999", "99991231", "-", "—"})


def is_no_date(cell: str) -> bool:
    """Ways in which systems write that there is no date: 00/00/0000, 9999-12-31."""
    return cell in NO_DATE or _ZERO.fullmatch(cell) is not None or cell.startswith("9999-12-31")


def read_date(cell: str, order: DateOrder, *, serials: bool = False) -> date | None:
    """The day of a cell, or None. `serials` also reads a spreadsheet's day numbers (45000)."""
    parts = _parts(cell, order)
    if parts is None:
        return _serial(cell) if serials else None
    year, month, day = parts
    if year < 100:
        year += 2000 if year < PIVOT else 1900
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def _parts(cell: str, order: DateOrder) -> tuple[int, int, int] | None:
    if found := _THREE.fullmatch(cell):
        first, second, year = (int(part) for part in found.groups())
        if first > 31:
            return None
        day, month = (first, second) if order is DateOrder.DAY_FIRST else (second, first)
        return year, month, day
    if (found := _YEAR_FIRST.fullmatch(cell)) or (found := _COMPACT.fullmatch(cell)):
        year, month, day = (int(part) for part in found.groups())
        return year, month, day
    return _named(cell)


def _named(cell: str) -> tuple[int, int, int] | None:
    if found := _DAY_NAMED.fullmatch(cell):
        day, name, year = found.groups()
    elif found := _NAMED_DAY.fullmatch(cell):
        name, day, year = found.groups()
    else:
        return None
    month = MONTH_OF_NAME.get(without_accents(name))
    return None if month is None else (int(year), month, int(day))


def _serial(cell: str) -> date | None:
    found = _SERIAL.fullmatch(cell)
    return date.fromordinal(EXCEL_EPOCH + int(found[1])) if found else None


def is_serial(cell: str) -> bool:
    """Could the cell be a spreadsheet's number of a day (from 1954 to 2119)?"""
    return _SERIAL.fullmatch(cell) is not None


def is_date(cell: str) -> bool:
    """Is the cell a date in either order? Day numbers of spreadsheets do not count."""
    return any(read_date(cell, order) is not None for order in DateOrder)


@dataclass(frozen=True, slots=True)
class OrderVotes:
    """How many cells of a column can only be read day first, month first, or either way."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    dotted: int = 0

    def __add__(self, other: OrderVotes) -> OrderVotes:
        return OrderVotes(
            self.day_first + other.day_first,
            self.month_first + other.month_first,
            self.either + other.either,
            self.dotted + other.dotted,
        )

    @property
    def order(self) -> DateOrder | None:
        if self.day_first == self.month_first:
            return None
        more = self.day_first > self.month_first
        return DateOrder.DAY_FIRST if more else DateOrder.MONTH_FIRST

    @property
    def single(self) -> bool:
        """No cell in which days and months could be mistaken for each other."""
        return not (self.day_first or self.month_first or self.either)


def votes_for_order(cells: Iterable[str]) -> OrderVotes:
    """What the column as a whole says about the order of days and months."""
    day_first = month_first = either = dotted = 0
    for cell in cells:
        found = _THREE.fullmatch(cell)
        if found is None:
            continue
        first, second = int(found[1]), int(found[2])
        day_first += 12 < first <= 31 and second <= 12
        month_first += 12 < second <= 31 and first <= 12
        either += first <= 12 and second <= 12 and first != second
        dotted += "." in cell
    return OrderVotes(day_first, month_first, either, dotted)
