"""On which day is an invoice due under its payment terms, and how late can that be?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from duly.kernel.calendars import month_end


class TermsBasis(StrEnum):
    """From which day the days of the terms are counted (handbook 01, section 2).

    "45 EOM" may mean either of the last two; the contract must say which.
    """

    NET = "net"
    """`n` days after the invoice date."""
    MONTH_END_THEN_DAYS = "month_end_then_days"
    """The last day of the invoice's month, then `n` days: EOM+n."""
    DAYS_THEN_MONTH_END = "days_then_month_end"
    """`n` days after the invoice date, then on to the last day of that month."""


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """`PaymentTerms(30)` is 30 days net; `PaymentTerms(0)` is due at once."""

    days: int
    basis: TermsBasis = TermsBasis.NET

    def __post_init__(self) -> None:
        if self.days < 0:
            raise ValueError(f"terms of {self.days} days: for payment in advance ask a deposit")


def due_on(terms: PaymentTerms, issued_on: date) -> date:
    """The due date of an invoice issued on that day.

    It is not moved off weekends and holidays: that is grace, and belongs to the reminders.
    """
    days = timedelta(days=terms.days)
    if terms.basis is TermsBasis.NET:
        return issued_on + days
    if terms.basis is TermsBasis.MONTH_END_THEN_DAYS:
        return month_end(issued_on) + days
    return month_end(issued_on + days)


def longest_days(terms: PaymentTerms) -> int:
    """The most days there can be from invoice to due date, over all dates of issue.

    Going to the month's end adds up to 30 days: from the 1st to the 31st.
    """
    return terms.days if terms.basis is TermsBasis.NET else terms.days + 30
