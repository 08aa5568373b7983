"""Which invoices are looked at, and as of which day?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from duly.book.engines import Engine

# Days are counted from here; two ticks a day, so that what is known before a day begins and what
# becomes known on it can be told apart without a tie.
_EPOCH = date(1970, 1, 1)
TICKS_A_DAY = 2


@dataclass(frozen=True, slots=True)
class Moments:
    """Invoices, a row for each day on which one is scored.

    `rows` has the columns of `outcomes` and `scored_on`: known is what was known when that day
    began. `few_days`: nearly all rows share a day, so that figures are taken by day rather than
    by row; they come out the same.
    """

    rows: ir.Table
    few_days: bool


def at_issue(outcomes: ir.Table) -> Moments:
    """Every invoice as of the beginning of its own day of issue."""
    return Moments(outcomes.mutate(scored_on=outcomes.issued_on), few_days=False)


def at_ends(outcomes: ir.Table, days: Sequence[date], *, engine: Engine) -> Moments:
    """What was open at the end of each of some days: the beginning of the day after.

    The days lie no later than that of the outcomes. What has since turned out otherwise (a
    payment was taken back) stands as it turned out.
    """
    begins = [day + timedelta(days=1) for day in days]
    scored = engine.table(pa.table({"scored_on": pa.array(begins, pa.date32())}))
    was_open = outcomes.closed_on.isnull() | (outcomes.closed_on >= scored.scored_on)
    rows = outcomes.join(scored, [outcomes.issued_on < scored.scored_on, was_open])
    return Moments(engine.keep(rows), few_days=True)


def known_clock(day: ir.DateValue) -> ir.IntegerValue:
    """The tick at which something that happened on this day is known: later than its beginning."""
    return (day_number(day) * TICKS_A_DAY).cast("int64")


def scored_clock(day: ir.DateValue) -> ir.IntegerValue:
    """The tick at which a day begins: after all that was known the day before."""
    return (day_number(day) * TICKS_A_DAY - 1).cast("int64")


def day_number(day: ir.DateValue) -> ir.IntegerValue:
    """Whole days since the beginning of 1970."""
    return (-ibis.literal(_EPOCH).delta(day, unit="day")).cast("int64")


def number_of_day(day: date) -> int:
    """`day_number` of a day at hand."""
    return (day - _EPOCH).days


def day_of_number(number: int) -> date:
    """The day that has this `day_number`."""
    return _EPOCH + timedelta(days=number)
