"""What about the accepted lines looks odd enough to be noted, though it is booked?"""

from __future__ import annotations

import numpy as np

from duly.book.recognition.day_columns import NO_DAY
from duly.book.recognition.finding_log import FindingLog
from duly.book.recognition.grid import Flags
from duly.book.recognition.line_amounts import LineAmounts
from duly.book.recognition.line_days import LineDays
from duly.book.recognition.reading_lines import ReadLines

OUTLIER_DEVIATIONS = 8.0
ENOUGH_LINES = 30
MAD_TO_DEVIATION = 1.4826
"""Makes the median absolute deviation comparable to a standard deviation (Hampel 1974)."""


def note_doubts(
    read: ReadLines, amounts: LineAmounts, days: LineDays, log: FindingLog, as_of: int
) -> None:
    """Days in the wrong order or in the future, zero and extreme amounts, several currencies."""
    known_due = read.has("issued_on") and read.has("due_on")
    if known_due:
        log.note(days.due < days.issued, "due_before_issue", column=read.source("due_on"))
    paid = days.paid != NO_DAY
    log.note(
        paid & (days.paid < days.issued), "payment_before_issue", column=read.source("paid_on")
    )
    log.note(days.issued > as_of, "future_issue_date", column=read.source("issued_on"))
    log.note(paid & (days.paid > as_of), "future_payment_date", column=read.source("paid_on"))
    log.note(amounts.units == 0, "zero_amount", column=read.source("amount"))
    note_currencies(read, log)
    outliers = np.zeros(read.count, dtype=bool)
    for at in range(len(read.currencies.codes)):
        lines = log.accepted & (read.currencies.index == at) & (amounts.units != 0)
        outliers |= _outliers(amounts.units, lines)
    source = "amount" if read.has("amount") else "open_amount"
    log.note(outliers, "outlier_amount", column=read.source(source), cells=read.cells(source))


def note_currencies(read: ReadLines, log: FindingLog) -> None:
    """Where the currency came from, if it is not plain; several currencies in one column."""
    currencies = read.currencies
    log.note(currencies.filled, "assumed_currency", column=read.source("currency"))
    if len(currencies.codes) > 1:
        log.say("mixed_currencies", value=" ".join(currencies.codes), count=read.count)
    if currencies.source == "none":
        log.say("no_currency", count=read.count)
    elif currencies.source == "given":
        log.say("given_currency", value=currencies.codes[0], count=read.count)


def _outliers(units: np.ndarray[tuple[int, ...], np.dtype[np.int64]], lines: Flags) -> Flags:
    """Amounts far from the middle on a logarithmic scale, by median and median deviation."""
    found = np.zeros(len(units), dtype=bool)
    if lines.sum() < ENOUGH_LINES:
        return found
    logs = np.log(np.abs(units[lines]).astype(np.float64))
    middle = np.median(logs)
    deviation = MAD_TO_DEVIATION * np.median(np.abs(logs - middle))
    if deviation > 0:
        found[lines] = np.abs(logs - middle) > OUTLIER_DEVIATIONS * deviation
    return found
