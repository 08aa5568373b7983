"""How does the portfolio do, in the figures of the trade?"""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from duly.analytics.dimensions import By, columns_of
from duly.analytics.metrics.balances import (
    high_credit,
    opening_receivables,
    receivables,
)
from duly.analytics.metrics.catalogue import METRICS
from duly.analytics.metrics.countback import countback
from duly.analytics.metrics.deductions import deductions_raised
from duly.analytics.metrics.definitions import Measured, Metric, Need
from duly.analytics.metrics.losses import losses
from duly.analytics.metrics.periods import YEAR_MONTHS, Scope
from duly.analytics.metrics.promises import promises_due
from duly.analytics.metrics.sales import period_sales, sales_by_month
from duly.analytics.metrics.speed import payments_weighed
from duly.analytics.metrics.stacking import stacked
from duly.book.policy.metrics import MetricsPolicy
from duly.book.tables import Book


def metrics(book: Book, *, as_of: date, policy: MetricsPolicy, by: By = ()) -> ir.Table:
    """Every metric of `METRICS`, one row a key, currency and metric.

    Columns: those of `by`, currency, metric (its code), value (float64; null where the evidence
    is missing), unit (`Unit`), reason (code: why the value is null, or what qualifies it; else
    null), period_start, period_end (dates, both included; start null for a state of the day).
    A book without allocations knows neither sales nor payments: what needs them is null for the
    reason `only_open_items`. Source: handbook 01 section 1.
    """
    scope = Scope(as_of, policy)
    sums = _sums(book, scope, by)
    rows = ibis.array([_row(metric, sums, book, scope) for metric in METRICS])
    return sums.select(*columns_of(by), "currency", row=rows.unnest()).unpack("row")


def _sums(book: Book, scope: Scope, by: By) -> ir.Table:
    """Every sum that a metric needs, one row a key and currency."""
    open_now = receivables(book, as_of=scope.as_of, by=by)
    sources = [open_now, deductions_raised(book, scope=scope, by=by)]
    if _knows_history(book):
        sources += _history(book, scope, by, open_now)
    return stacked(sources, (*columns_of(by), "currency"))


def _history(book: Book, scope: Scope, by: By, open_now: ir.Table) -> list[ir.Table]:
    most = max(scope.policy.history_months, scope.policy.period_months, YEAR_MONTHS)
    months = sales_by_month(book, as_of=scope.as_of, months=most, by=by)
    return [
        opening_receivables(book, scope=scope, by=by),
        period_sales(months, scope=scope, by=by),
        countback(months, open_now, scope=scope, by=by),
        payments_weighed(book, scope=scope, by=by),
        losses(book, scope=scope, by=by),
        high_credit(book, scope=scope, by=by),
        promises_due(book, scope=scope, by=by),
    ]


def _row(metric: Metric, sums: ir.Table, book: Book, scope: Scope) -> ir.StructValue:
    measured = _measured(metric, sums, book, scope)
    span = metric.over(scope) if metric.over else None
    fields: dict[str, Any] = {
        "metric": ibis.literal(metric.code),
        "value": measured.value.cast("float64"),
        "unit": ibis.literal(metric.unit.value),
        "reason": measured.reason,
        "period_start": ibis.literal(span.start) if span else ibis.null("date"),
        "period_end": ibis.literal(scope.as_of),
    }
    return ibis.struct(fields)


def _measured(metric: Metric, sums: ir.Table, book: Book, scope: Scope) -> Measured:
    lacking = _lacking(metric, book)
    if lacking:
        return Measured(ibis.null("float64"), ibis.literal(lacking.value))
    return metric.measure(sums, scope)


def _lacking(metric: Metric, book: Book) -> Need | None:
    """What the metric needs and the book's source did not have, if anything."""
    if metric.needs is Need.DISPUTES and "disputes" not in book.present:
        return Need.DISPUTES
    if metric.needs is Need.PROMISES and "promises" not in book.present:
        return Need.PROMISES
    if metric.needs in (Need.HISTORY, Need.PROMISES) and not _knows_history(book):
        return Need.HISTORY
    return None


def _knows_history(book: Book) -> bool:
    return "allocations" in book.present
