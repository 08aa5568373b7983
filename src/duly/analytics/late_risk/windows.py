"""On which past days is an account observed, so that the year after each is fully known?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from duly.analytics.failure.labelled import LabelledTable, numbers
from duly.analytics.late_risk.delinquency import delinquency
from duly.analytics.late_risk.observation import CHARACTERISTICS, YEAR_DAYS, observation
from duly.book.tables import Book

STEP_DAYS = 73
"""A fifth of a year, so that one of the days lies a whole year before the last."""
MOST_WINDOWS = 10
MIN_BEFORE_DAYS = 91
"""Less history than this before a day says nothing of how accounts pay."""


@dataclass(frozen=True, slots=True)
class Windows:
    """Days of observation from the earliest, and how many of them a model may be fitted on.

    The year after each of those ends by the last day, by which the model is judged.
    """

    days: Sequence[date]
    fitted: int

    @property
    def judged(self) -> date:
        return self.days[-1]


def windows(book: Book, *, as_of: date) -> Windows | None:
    """None where the book does not go back far enough."""
    first = book.engine.fetch(book.invoices.agg(first=book.invoices.issued_on.min()))
    start = first.column("first")[0].as_py()
    if start is None:
        return None
    judged = as_of - timedelta(days=YEAR_DAYS)
    back = [judged - timedelta(days=STEP_DAYS * number) for number in range(MOST_WINDOWS)]
    days = [day for day in reversed(back) if (day - start).days >= MIN_BEFORE_DAYS]
    fitted = sum((judged - day).days >= YEAR_DAYS for day in days)
    return Windows(days, fitted) if fitted else None


def labelled(book: Book, days: Sequence[date]) -> LabelledTable:
    """One row an account and day with value at stake in the year after; periods are ordinals."""
    tables = [_window(book, day) for day in days]
    together = pa.concat_tables(tables)
    values = np.column_stack([numbers(together, name) for name in CHARACTERISTICS])
    ordinals = numbers(together, "day").astype(np.int64)
    return LabelledTable(CHARACTERISTICS, values, numbers(together, "is_severe"), ordinals)


def _window(book: Book, day: date) -> pa.Table:
    seen = observation(book, as_of=day)
    after = delinquency(book, after=day, until=day + timedelta(days=YEAR_DAYS))
    joined = seen.join(after.select("account_id", "is_severe"), "account_id")
    table = book.engine.fetch(joined.order_by("account_id"))
    days = pa.array([day.toordinal()] * table.num_rows, pa.int64())
    return table.append_column("day", days)
