"""What is open, what of it is late, and how high was it at most?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.dimensions import By, columns_of, with_dimensions
from duly.analytics.metrics.definitions import (
    Measured,
    Metric,
    Need,
    Unit,
    amount,
    ratio,
    year,
)
from duly.analytics.metrics.movements import RECOVERED, movements
from duly.analytics.metrics.periods import Period, Scope
from duly.analytics.open_items import open_items
from duly.book.tables import Book

_OVER_90 = 90


def receivables(book: Book, *, as_of: date, by: By) -> ir.Table:
    """What was open on a day, by key and currency.

    Columns: those of `by`, currency, open_units (credit notes deducted), owed_units (open items
    above zero alone), overdue_units and over_90_units (of owed; past due by 1 day, by 91 days
    or more), disputed_units, all int64. Not overdue is open less overdue: a credit note is
    never overdue.
    """
    items = with_dimensions(open_items(book, as_of=as_of), book, by)
    is_owed = items.open_units > 0
    return items.group_by(*columns_of(by), "currency").agg(
        open_units=items.open_units.sum().cast("int64"),
        owed_units=_sum(items.open_units, is_owed),
        overdue_units=_sum(items.open_units, is_owed & (items.days_past_due > 0)),
        over_90_units=_sum(items.open_units, is_owed & (items.days_past_due > _OVER_90)),
        disputed_units=items.disputed_units.sum().cast("int64"),
    )


def opening_receivables(book: Book, *, scope: Scope, by: By) -> ir.Table:
    """Columns: those of `by`, currency, opening_units: open when the period began."""
    table = receivables(book, as_of=scope.period.opening, by=by)
    return table.select(*columns_of(by), "currency", opening_units="open_units")


def high_credit(book: Book, *, scope: Scope, by: By) -> ir.Table:
    """Columns: those of `by`, currency, high_credit_units: the highest balance at any day's end.

    From the first day of the year to the day; never below zero.
    """
    keys = (*columns_of(by), "currency")
    days = _net_by_day(book, scope.year, by)
    window = ibis.window(group_by=list(keys), order_by="day", preceding=None, following=0)
    running = days.mutate(balance=days.net.sum().over(window))
    highest = running.group_by(*keys).agg(high=running.balance.max())
    high = ibis.greatest(highest.high, 0).cast("int64")
    return highest.select(*keys, high_credit_units=high)


def _net_by_day(book: Book, span: Period, by: By) -> ir.Table:
    """What each day changed; all that was before the first day of the span falls on that day."""
    moves = movements(book, as_of=span.last)
    moves = with_dimensions(moves.filter(moves.movement != RECOVERED), book, by)
    moves = moves.mutate(day=ibis.greatest(moves.day, ibis.literal(span.start)))
    return moves.group_by(*columns_of(by), "currency", "day").agg(net=moves.units.sum())


def _sum(units: ir.IntegerColumn, where: ir.BooleanValue) -> ir.IntegerScalar:
    return units.sum(where=where).fill_null(0).cast("int64")


def _open(sums: ir.Table, scope: Scope) -> Measured:
    return amount(sums.open_units)


def _overdue(sums: ir.Table, scope: Scope) -> Measured:
    return amount(sums.overdue_units)


def _disputed(sums: ir.Table, scope: Scope) -> Measured:
    return amount(sums.disputed_units)


def _pct_current(sums: ir.Table, scope: Scope) -> Measured:
    current = sums.owed_units - sums.overdue_units
    return ratio(current * 100, sums.owed_units, missing="nothing_open")


def _pct_over_90(sums: ir.Table, scope: Scope) -> Measured:
    return ratio(sums.over_90_units * 100, sums.owed_units, missing="nothing_open")


def _high_credit(sums: ir.Table, scope: Scope) -> Measured:
    return amount(sums.high_credit_units)


OPEN = Metric(
    "open_units",
    "Open receivables",
    "invoices - payments, credit notes and write-offs allocated to them; open credit notes "
    "deducted, unapplied cash not",
    Unit.UNITS,
    _open,
    needs=Need.ITEMS,
)
OVERDUE = Metric(
    "overdue_units",
    "Overdue receivables",
    "open items above zero that were due before the day",
    Unit.UNITS,
    _overdue,
    needs=Need.ITEMS,
)
DISPUTED = Metric(
    "disputed_units",
    "Disputed receivables",
    "open amounts in a dispute that is open on the day",
    Unit.UNITS,
    _disputed,
    needs=Need.DISPUTES,
)
PCT_CURRENT = Metric(
    "pct_current",
    "Not yet due",
    "open items not yet due / open items above zero x 100",
    Unit.PERCENT,
    _pct_current,
    needs=Need.ITEMS,
)
PCT_OVER_90 = Metric(
    "pct_over_90",
    "More than 90 days overdue",
    "open items 91 days past due and older / open items above zero x 100",
    Unit.PERCENT,
    _pct_over_90,
    needs=Need.ITEMS,
)
HIGH_CREDIT = Metric(
    "high_credit",
    "High credit",
    "the highest balance at the end of any day of the last 12 months",
    Unit.UNITS,
    _high_credit,
    over=year,
)
