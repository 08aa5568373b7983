"""When was each line issued, due and paid; what had to be derived for lack of a column?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from duly.book.findings import BadInput
from duly.book.recognition.contents import terms_in
from duly.book.recognition.day_columns import NO_DAY, Days
from duly.book.recognition.finding_log import FindingLog
from duly.book.recognition.reading_lines import ReadLines
from duly.book.recognition.report_date import day_of_overdue_days


@dataclass(frozen=True)
class LineDays:
    """Day numbers for each line; `paid` is `NO_DAY` where nothing says that a line was paid."""

    issued: Days
    due: Days
    paid: Days
    written_off: Days
    report_day: date | None
    has_paid: bool


def line_days(read: ReadLines, log: FindingLog) -> LineDays:
    """The days of all lines. Lines with a cell that is no date are set aside."""
    if not (read.has("issued_on") or read.has("due_on")):
        raise BadInput(
            "No column of dates was found: an invoice date or a due date is needed. "
            "Name the column in a mapping (mapping.toml)."
        )
    for book, column in read.days.items():
        log.set_aside(
            column.bad, "impossible_date", column=read.source(book), cells=read.cells(book)
        )
    issued, due = _issued_and_due(read, log)
    report_day = None
    paid = read.day("paid_on")
    has_paid = read.has("paid_on")
    if read.has("days_late"):
        report_day = day_of_overdue_days(due, read.whole("days_late"))
    if not has_paid:
        paid, has_paid = _paid(read, log, issued, due, open_report=report_day is not None)
    return LineDays(issued, due, paid, read.day("written_off_on"), report_day, has_paid)


def _issued_and_due(read: ReadLines, log: FindingLog) -> tuple[Days, Days]:
    """A missing one of the two follows from the terms: the line's own, else the commonest."""
    issued, due = read.day("issued_on"), read.day("due_on")
    no_issue, no_due = issued == NO_DAY, due == NO_DAY
    terms = read.whole("terms_days", terms_in)
    usual = _usual_terms(issued, due, terms)
    days = np.where(terms == NO_DAY, usual, terms)
    log.set_aside(no_issue & no_due, "missing_date", column=read.source("due_on"))
    log.note(no_due & ~no_issue, "derived_due_date", column=read.source("due_on"), cells=None)
    log.note(no_issue & ~no_due, "derived_issue_date", column=read.source("issued_on"))
    due = np.where(no_due & ~no_issue, issued + days, due)
    issued = np.where(no_issue & ~no_due, due - days, issued)
    return issued, due


def _usual_terms(issued: Days, due: Days, terms: Days) -> int:
    """The commonest distance in the file, else its commonest terms; none known: due at once."""
    both = (issued != NO_DAY) & (due != NO_DAY) & (due >= issued)
    known = (due - issued)[both] if both.any() else terms[terms != NO_DAY]
    if not len(known):
        return 0
    values, counts = np.unique(known, return_counts=True)
    return int(values[counts.argmax()])


def _paid(
    read: ReadLines, log: FindingLog, issued: Days, due: Days, *, open_report: bool
) -> tuple[Days, bool]:
    """Without a column of payment days: from days to pay, or from days late of a history."""
    none = np.full(read.count, NO_DAY, dtype=np.int64)
    if read.has("days_to_pay"):
        days, start, book = read.whole("days_to_pay"), issued, "days_to_pay"
    elif read.has("days_late") and not open_report and not read.has("open_amount"):
        days, start, book = read.whole("days_late"), due, "days_late"
    else:
        return none, False
    known = (days != NO_DAY) & (start != NO_DAY)
    paid = np.where(known, start + np.where(known, days, 0), NO_DAY)
    log.note(known, "derived_payment_date", column=read.source(book), cells=read.cells(book))
    return paid, True
