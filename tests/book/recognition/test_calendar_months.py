"""Are columns named for months read as days past due, seen from the day of the report?"""

from __future__ import annotations

from datetime import date

import pytest

from duly.book.recognition.calendar_months import is_month, month_buckets

MONTH_END, MID_MONTH = date(2026, 10, 31), date(2026, 3, 15)


@pytest.mark.parametrize(
    ("as_of", "language", "headers", "names"),
    [
        (MONTH_END, "en", "Oct 2026|Sep 2026|Aug 2026|Older", "current 31-60 61-91 92+"),
        (MONTH_END, "en", "October|September|Prior", "current 31-60 61+"),
        (MONTH_END, "en", "Nov 2026|Oct 26|2026-09|08/2026", "current current 31-60 61-91"),
        (MONTH_END, "en", "Not due|Sep|Aug", "current 31-60 61-91"),
        (MID_MONTH, "de", "Laufender Monat|Vormonat|Januar|Ältere", "current 15-42 43-73 74+"),
        (MID_MONTH, "fr", "Mois en cours|Février|Décembre|Antérieur", "current 15-42 74-104 105+"),
        (date(2026, 1, 5), "en", "This month|Last month", "current 5-35"),
        (date(2026, 1, 5), "en", "Jan 71|Dec 70", "20063-20093 20094-20124"),
    ],
)
def test_a_month_holds_what_fell_due_in_it(as_of: date, language: str, headers: str, names: str):
    found = month_buckets(headers.split("|"), as_of, language)
    assert [bucket.name.removeprefix("bucket:") for bucket in found.values()] == names.split()


@pytest.mark.parametrize(
    "headers",
    [
        "Customer|May|Amount",
        "October|October",
        "Current|1-30|31-60",
        "2026-13|2026-00",
        "Name|Total",
    ],
)
def test_other_headers_are_no_months(headers: str):
    assert month_buckets(headers.split("|"), MONTH_END, "en") == {}


@pytest.mark.parametrize(
    ("header", "is_one"),
    [
        ("Sep 2026", True),
        ("settembre", True),
        ("last month", True),
        ("Month", False),
        ("31", False),
    ],
)
def test_a_month_is_known_by_its_name(header: str, is_one: bool):
    assert is_month(header) is is_one
