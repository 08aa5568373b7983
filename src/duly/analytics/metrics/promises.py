"""Are promises to pay kept?"""

from __future__ import annotations

from datetime import timedelta

import ibis
import ibis.expr.types as ir

from duly.analytics.dimensions import By, columns_of, with_dimensions
from duly.analytics.metrics.definitions import Measured, Metric, Need, Unit, ratio, year
from duly.analytics.metrics.periods import Scope
from duly.analytics.open_items import days_between
from duly.book.tables import Book

NO_PROMISES_DUE = "no_promises_due"


def promises_due(book: Book, *, scope: Scope, by: By) -> ir.Table:
    """Promises of the year whose tolerance is over, and what came of them.

    A promise is kept when the payments received from the account in its currency, from the day it
    was made to its due date plus the tolerance, both days included, reach its amount; whatever
    invoices they were for. So one payment can keep two promises that run at the same time.

    Columns: those of `by`, currency, promises, promises_kept, promised_units, kept_units
    (int64; what came in by then, at most what was promised).
    """
    due = _fallen_due(book, scope)
    due = due.left_join(_received(due, book, scope), "promise_id")
    kept = ibis.least(due.received_units.fill_null(0), due.amount_units)
    judged = due.select("account_id", "currency", "amount_units", kept_units=kept)
    judged = with_dimensions(judged, book, by)
    return judged.group_by(*columns_of(by), "currency").agg(
        promises=judged.count(),
        promises_kept=(judged.kept_units == judged.amount_units).sum().cast("int64"),
        promised_units=judged.amount_units.sum().cast("int64"),
        kept_units=judged.kept_units.sum().cast("int64"),
    )


def _fallen_due(book: Book, scope: Scope) -> ir.Table:
    tolerance_over_by = scope.as_of - timedelta(days=scope.policy.promise_tolerance_days)
    promises = book.promises
    return promises.filter(
        promises.due_on.between(scope.year.start, tolerance_over_by),
        promises.made_on <= scope.as_of,
        promises.amount_units > 0,
    ).select("promise_id", "account_id", "currency", "amount_units", "made_on", "due_on")


def _received(due: ir.Table, book: Book, scope: Scope) -> ir.Table:
    """What each promise's account paid in its time."""
    payments = book.payments.select("account_id", "currency", "received_on", paid="amount_units")
    pairs = due.join(payments, ["account_id", "currency"])
    days_after = days_between(pairs.due_on, pairs.received_on)
    in_time = pairs.filter(
        pairs.received_on >= pairs.made_on, days_after <= scope.policy.promise_tolerance_days
    )
    return in_time.group_by("promise_id").agg(received_units=in_time.paid.sum().cast("int64"))


def _kept_rate(sums: ir.Table, scope: Scope) -> Measured:
    return ratio(100 * sums.promises_kept, sums.promises, missing=NO_PROMISES_DUE)


def _kept_share(sums: ir.Table, scope: Scope) -> Measured:
    return ratio(100 * sums.kept_units, sums.promised_units, missing=NO_PROMISES_DUE)


PROMISE_KEPT_RATE = Metric(
    "promise_kept_rate",
    "Promises kept",
    "promises paid in full within the tolerance / promises that fell due in 12 months x 100",
    Unit.PERCENT,
    _kept_rate,
    over=year,
    needs=Need.PROMISES,
)
PROMISE_KEPT_SHARE = Metric(
    "promise_kept_share",
    "Promises kept, by amount",
    "paid within the tolerance, at most what was promised / promised, due in 12 months x 100",
    Unit.PERCENT,
    _kept_share,
    over=year,
    needs=Need.PROMISES,
)
