"""What was open, and overdue, on several past days at once?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.dimensions import By, columns_of, with_dimensions
from duly.analytics.metrics.movements import RECOVERED, movements
from duly.book.tables import Book


def receivables_at(book: Book, days: tuple[date, ...], *, by: By) -> ir.Table:
    """What `receivables` says of each day (given in order of time), in one pass.

    Columns: those of `by`, currency, on (date), open_units, overdue_units (int64). A key with
    nothing open on a day has no row for it.
    """
    states = with_dimensions(_states(book, days), book, by)
    number = {"days": ibis.array([_day(each, n) for n, each in enumerate(days)]).unnest()}
    spread = states.mutate(**number).unpack("days")
    held = spread.filter(spread.number >= spread.since, spread.number < spread.until)
    is_overdue = (held.open_now > 0) & (held.due_on < held.on)
    return held.group_by(*columns_of(by), "currency", "on").agg(
        open_units=held.open_now.sum().cast("int64"),
        overdue_units=held.open_now.sum(where=is_overdue).fill_null(0).cast("int64"),
    )


def _states(book: Book, days: tuple[date, ...]) -> ir.Table:
    """How long each item stood open at how much, from day number `since` to before `until`.

    Only changes between two of the days count: an item issued and paid between them was never
    open on any, so that few rows are left.
    """
    changes = _changes(book, days)
    window = ibis.window(group_by="invoice_id", order_by="since")
    so_far = ibis.window(group_by="invoice_id", order_by="since", preceding=None, following=0)
    states = changes.mutate(
        open_now=changes.change.sum().over(so_far).cast("int64"),
        until=changes.since.lead().over(window).fill_null(len(days)),
    )
    return states.filter(states.open_now != 0)


def _changes(book: Book, days: tuple[date, ...]) -> ir.Table:
    """What changed on each item from one of the days to the next, by number of the later one."""
    moves = movements(book, as_of=days[-1])
    moves = moves.filter(moves.movement != RECOVERED)
    until = ((moves.day <= each, ibis.literal(n, "int64")) for n, each in enumerate(days))
    numbered = moves.mutate(since=ibis.cases(*until))
    item = ("invoice_id", "account_id", "entity", "currency", "due_on")
    return numbered.group_by(*item, "since").agg(change=numbered.units.sum().cast("int64"))


def _day(day: date, number: int) -> ir.StructValue:
    fields = {"on": ibis.literal(day), "number": ibis.literal(number, "int64")}
    return ibis.struct(fields)
