"""Which days past due does a column such as `September` or `Oct 2026` hold, seen from a day?"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from duly.book.recognition.buckets import CURRENT_MONTH, OLDER, Bucket, raw_bucket
from duly.book.recognition.dates import MONTH_OF_NAME, PIVOT
from duly.book.recognition.words import without_accents

LAST = re.compile(
    r"^(?:last month|previous month|prior month|mois precedent|mois dernier|vormonat|"
    r"letzter monat|mes anterior|mes pasado|mese precedente|mese scorso|vorige maand)$"
)
_NAMED = re.compile(r"^([^\W\d]{3,10})\.?(?:[ \-/'.]+(\d{4}|\d{2}))?$")
_NUMBERED = re.compile(r"^(?:(\d{4})[-/.](\d{1,2})|(\d{1,2})[-/.](\d{4}))$")

Month = tuple[int, int]


def month_buckets(headers: Sequence[str], as_of: date, language: str) -> dict[int, Bucket]:
    """Column position to bucket; empty unless two headers name months.

    A month holds what fell due in it. That of `as_of` and later ones are not due; a month without
    a year is the last of its name up to `as_of`. What is older begins after the earliest.
    """
    months = {at: month for at, text in enumerate(headers) if (month := _month(text, as_of))}
    if len(set(months.values())) < 2:
        return {}
    found = {at: _bucket(month, as_of) for at, month in months.items()}
    last = max(bucket.high or 0 for bucket in found.values())
    for at, text in enumerate(headers):
        plain = _plain(text)
        if at not in found and OLDER.match(plain):
            found[at] = Bucket(last + 1, None)
        elif at not in found and _is_current(text, language):
            found[at] = Bucket(0, 0, current=True)
    return dict(sorted(found.items()))


def is_month(header: str) -> bool:
    """Does the header name a month of the calendar, by its name or seen from the report?"""
    return _month(header, date(2000, 12, 31)) is not None


def _month(header: str, as_of: date) -> Month | None:
    text = _plain(header)
    if CURRENT_MONTH.match(text):
        return as_of.year, as_of.month
    if LAST.match(text):
        return _before(as_of)
    if found := _NUMBERED.match(text):
        year, month = int(found[1] or found[4]), int(found[2] or found[3])
        return (year, month) if 1 <= month <= 12 else None
    found = _NAMED.match(text)
    number = MONTH_OF_NAME.get(found[1]) if found else None
    if found is None or number is None:
        return None
    return _year(found[2], number, as_of), number


def _year(written: str | None, month: int, as_of: date) -> int:
    if written is None:
        return as_of.year - (month > as_of.month)
    year = int(written)
    return year if year > 99 else year + (2000 if year < PIVOT else 1900)


def _before(day: date) -> Month:
    return (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)


def _bucket(month: Month, as_of: date) -> Bucket:
    if month >= (as_of.year, as_of.month):
        return Bucket(0, 0, current=True)
    first = date(*month, 1)
    last = first.replace(day=monthrange(*month)[1])
    return Bucket((as_of - last).days, (as_of - first).days)


def _is_current(header: str, language: str) -> bool:
    raw = raw_bucket(header, language)
    return raw is not None and raw.form == "current"


def _plain(header: str) -> str:
    return " ".join(without_accents(header).split()).strip(" .:")
