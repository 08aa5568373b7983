"""How many days of sales wait to be paid?"""

from __future__ import annotations

import ibis.expr.types as ir

from duly.analytics.metrics.definitions import Measured, Metric, Unit, period, ratio, year
from duly.analytics.metrics.periods import Scope

NO_SALES = "no_sales_in_period"


def days_of_sales(
    units: ir.IntegerValue, sales: ir.IntegerValue, days: int | ir.IntegerValue
) -> Measured:
    """units / sales x days: how long it took to sell as much as `units`."""
    return ratio(units * days, sales, missing=NO_SALES)


def _dso(sums: ir.Table, scope: Scope) -> Measured:
    return days_of_sales(sums.open_units, sums.sales_units, scope.period.days)


def _dso_avg(sums: ir.Table, scope: Scope) -> Measured:
    both_ends = sums.opening_units + sums.open_units
    return days_of_sales(both_ends, 2 * sums.sales_units, scope.period.days)


def _bpdso(sums: ir.Table, scope: Scope) -> Measured:
    current = sums.open_units - sums.overdue_units
    return days_of_sales(current, sums.sales_units, scope.period.days)


def _add(sums: ir.Table, scope: Scope) -> Measured:
    return days_of_sales(sums.overdue_units, sums.sales_units, scope.period.days)


def _turnover(sums: ir.Table, scope: Scope) -> Measured:
    both_ends = sums.opening_units + sums.open_units
    return ratio(2 * sums.year_sales_units, both_ends, missing="nothing_open")


def _collection_period(sums: ir.Table, scope: Scope) -> Measured:
    both_ends = sums.opening_units + sums.open_units
    return ratio(365 * both_ends, 2 * sums.year_sales_units, missing=NO_SALES)


DSO = Metric(
    "dso",
    "Days sales outstanding (DSO)",
    "closing receivables / credit sales of the period x days of the period",
    Unit.DAYS,
    _dso,
    over=period,
)
DSO_AVG = Metric(
    "dso_avg",
    "DSO on average receivables",
    "(opening + closing receivables) / 2 / credit sales of the period x days of the period",
    Unit.DAYS,
    _dso_avg,
    over=period,
)
BPDSO = Metric(
    "bpdso",
    "Best possible DSO",
    "(closing - overdue receivables) / credit sales of the period x days of the period",
    Unit.DAYS,
    _bpdso,
    over=period,
)
ADD = Metric(
    "add",
    "Average days delinquent",
    "overdue receivables / credit sales of the period x days of the period = DSO - best possible",
    Unit.DAYS,
    _add,
    over=period,
)
AR_TURNOVER = Metric(
    "ar_turnover",
    "Receivables turnover",
    "credit sales of 12 months / mean of the receivables that open and close the period",
    Unit.TIMES_A_YEAR,
    _turnover,
    over=year,
)
COLLECTION_PERIOD = Metric(
    "average_collection_period",
    "Average collection period",
    "365 / receivables turnover",
    Unit.DAYS,
    _collection_period,
    over=year,
)
