"""As of which day was the report made?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np

from duly.book.recognition.dates import MONTH_OF_NAME, DateOrder, read_date
from duly.book.recognition.day_columns import NO_DAY, Days
from duly.book.recognition.words import without_accents

STRAY_DAYS = 400
"""An event this long after practically all others is a slip of the pen, not the report's day."""

_AS_AT = re.compile(
    r"\b(?:as at|as of|as on|as per|ageing date|aging date|aged as|aged to|report date|cut[- ]?off|"
    r"balance date|ageing as|effective|stichtag|stand|zum|arretee?|date de situation|situation|"
    r"a la date du|a fecha|situacion a|situazione|alla data|aggiornato|"
    r"peildatum|per datum|t/m)\b"
)
_PERHAPS = re.compile(r"\b(?:date|datum|data|fecha|to|until|up to|per|au|al|hasta|tot)\b")
_PRINTED = re.compile(
    r"\b(?:print|printed|run|generated|created|exported|gedruckt|druckdatum|erstellt|edite|"
    r"imprime|impreso|stampato|stampa|afgedrukt|afdruk|tire|edition)"
)
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d{2})\b|"
    r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?[ -](?:de )?[^\W\d]{3,10}\.?,?[ -](?:de[l]? )?\d{4}|"
    r"[^\W\d]{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
)


def printed_date(lines: Iterable[Sequence[str]], order: DateOrder) -> date | None:
    """The day the report says it is about: `as at 30/06/2024`, `Stichtag: 30.06.2024`.

    Of a period the end. A day of printing counts only if there is nothing else.
    """
    found: dict[int, date] = {}
    for line in lines:
        text = " ".join(cell for cell in line if cell)
        days = [day for cell in _DATE.findall(text) if (day := read_date(_clean(cell), order))]
        if days:
            found.setdefault(_rank(text), days[-1])
    found.pop(NO_RANK, None)
    return found[min(found)] if found else None


NO_RANK = 9


def _rank(text: str) -> int:
    """How plainly the line says that its date is the day of the report; 0 is plainest."""
    plain = without_accents(text)
    if _AS_AT.search(plain):
        return 0
    if _PRINTED.search(plain):
        return 3
    if _PERHAPS.search(plain):
        return 1
    return 2 if len(text) < 40 else NO_RANK


def _clean(text: str) -> str:
    words = re.split(r"[ -]", without_accents(text))
    return (
        text if any(word.strip(".,") in MONTH_OF_NAME for word in words) else text.replace(" ", "/")
    )


def latest_event(columns: Sequence[Days]) -> tuple[date | None, int]:
    """The last day on which something happened, and the day above which days are stray.

    Stray days (an invoice of 2042 in a book of 2024) would age everything by years.
    """
    known = [days[days != NO_DAY] for days in columns]
    events = np.concatenate(known) if known else np.array([], dtype=np.int64)
    if not len(events):
        return None, np.iinfo(np.int64).max
    ceiling = int(np.quantile(events, 0.99)) + STRAY_DAYS
    return date.fromordinal(int(events[events <= ceiling].max())), ceiling


def day_of_overdue_days(due: Days, overdue: Days) -> date | None:
    """Days overdue count from the due date to the day of the report: the same sum on every line.

    In a history of paid invoices the sums are the days of payment, and differ.
    """
    both = (due != NO_DAY) & (overdue != NO_DAY) & (overdue != 0)
    if both.sum() < 3:
        return None
    sums = Counter((due[both] + overdue[both]).tolist())
    day, count = sums.most_common(1)[0]
    return date.fromordinal(day) if count >= 0.8 * both.sum() else None
