"""What was paid and what is asked for: on one clock, in the same columns?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.foresight.moments import Moments, day_number, known_clock, scored_clock

# One invoice paid a year late says little more than one paid two months late.
EARLIEST, LATEST = -20, 60
MOMENT = ("invoice_id", "scored_on")
# More than there are of them, so that one number can order by several.
_MANY_TICKS, _MANY_DAYS = 2**20, 2**5
_LINE = ("account_id", "clock", "terms", "due_weekday")
KNOWN = {
    "late": "int64",
    "bounded": "int64",
    "to_pay": "int64",
    "size": "float64",
    "due_day": "int64",
    "paid_weekday": "int64",
    "paid_month_day": "int64",
    "month_day_rank": "int64",
    "parts": "int64",
    "disputed": "int64",
}


def paid_lines(outcomes: ir.Table) -> ir.Table:
    """One row a paid invoice, at the tick at which that was known. Days late are also bounded.

    Columns: invoice_id, account_id, clock, terms (days), due_weekday, and those of `KNOWN`. The
    highest `month_day_rank` up to a tick is that of the account's commonest day of the month.
    """
    paid = outcomes.filter(outcomes.ended == "paid")
    lines = _with_keys(paid).select(
        "invoice_id",
        "terms",
        "due_weekday",
        account_id="account_id",
        clock=known_clock(paid.closed_on),
        late=paid.days_late,
        bounded=ibis.greatest(ibis.least(paid.days_late, LATEST), EARLIEST).cast("int64"),
        to_pay=day_number(paid.paid_on) - day_number(paid.issued_on),
        size=paid.amount_units.cast("float64").ln(),
        due_day=day_number(paid.due_on),
        paid_weekday=paid.paid_on.day_of_week.index().cast("int64"),
        paid_month_day=paid.paid_on.day().cast("int64"),
        parts=paid.part_count,
        disputed=paid.was_disputed.cast("int64"),
    )
    return lines.mutate(month_day_rank=_month_day_rank(lines))


def _month_day_rank(lines: ir.Table) -> ir.IntegerValue:
    """How often the day was paid on so far; of days equally common, the one seen first."""
    day = [lines.account_id, lines.paid_month_day]
    times = lines.count().over(ibis.range_window(group_by=day, order_by=lines.clock, following=0))
    first = lines.clock.min().over(ibis.window(group_by=day))
    return (times * _MANY_TICKS - first) * _MANY_DAYS - lines.paid_month_day


def asked_lines(moments: Moments) -> ir.Table:
    """One row a moment. Columns: invoice_id, scored_on, account_id, clock, terms, due_weekday."""
    asked = moments.rows.mutate(clock=scored_clock(moments.rows.scored_on))
    return _with_keys(asked).select(*MOMENT, *_LINE)


def _with_keys(table: ir.Table) -> ir.Table:
    terms = day_number(table.due_on) - day_number(table.issued_on)
    weekday = table.due_on.day_of_week.index().cast("int64")
    return table.mutate(terms=terms.cast("int64"), due_weekday=weekday)
