"""How fast, and how late, was the money that came in?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.dimensions import By, columns_of, with_dimensions
from duly.analytics.metrics.definitions import Measured, Metric, Unit, period, ratio
from duly.analytics.metrics.periods import Scope
from duly.analytics.settlements import payment_parts
from duly.book.tables import Book

NO_PAYMENTS = "no_payments_in_period"


def payments_weighed(book: Book, *, scope: Scope, by: By) -> ir.Table:
    """The parts of invoices paid in the period, weighed by days.

    Columns: those of `by`, currency, paid_units, and unit-days (int64): to_pay (from issue),
    late_signed (from due date; early below zero), late_floored (early counts as 0).
    """
    parts = payment_parts(book, as_of=scope.as_of)
    paid = with_dimensions(parts.filter(scope.period.holds(parts.paid_on)), book, by)
    floored = ibis.greatest(paid.days_late, 0)
    return paid.group_by(*columns_of(by), "currency").agg(
        paid_units=paid.paid_units.sum().cast("int64"),
        to_pay=(paid.paid_units * paid.days_to_pay).sum().cast("int64"),
        late_signed=(paid.paid_units * paid.days_late).sum().cast("int64"),
        late_floored=(paid.paid_units * floored).sum().cast("int64"),
    )


def _wadtp(sums: ir.Table, scope: Scope) -> Measured:
    return ratio(sums.to_pay, sums.paid_units, missing=NO_PAYMENTS)


def _dbt(sums: ir.Table, scope: Scope) -> Measured:
    return ratio(sums.late_floored, sums.paid_units, missing=NO_PAYMENTS)


def _dbt_signed(sums: ir.Table, scope: Scope) -> Measured:
    return ratio(sums.late_signed, sums.paid_units, missing=NO_PAYMENTS)


WADTP = Metric(
    "wadtp",
    "Weighted average days to pay",
    "sum of (amount paid x days from issue to payment) / sum of amounts paid in the period",
    Unit.DAYS,
    _wadtp,
    over=period,
)
DBT = Metric(
    "dbt",
    "Days beyond terms",
    "sum of (amount paid x days past due, early as 0) / sum of amounts paid in the period",
    Unit.DAYS,
    _dbt,
    over=period,
)
DBT_SIGNED = Metric(
    "dbt_signed",
    "Days beyond terms, early payments deducted",
    "sum of (amount paid x days past due, early below 0) / sum of amounts paid in the period",
    Unit.DAYS,
    _dbt_signed,
    over=period,
)
