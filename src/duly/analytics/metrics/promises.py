"""Are promises to pay kept?"""

from __future__ import annotations

import ibis.expr.types as ir

from duly.analytics.dimensions import By, columns_of, with_dimensions
from duly.analytics.metrics.definitions import Measured, Metric, Need, Unit, ratio, year
from duly.analytics.metrics.periods import Scope
from duly.analytics.promises import promise_outcomes
from duly.book.tables import Book

NO_PROMISES_DUE = "no_promises_due"


def promises_due(book: Book, *, scope: Scope, by: By) -> ir.Table:
    """Promises due in the year whose tolerance is over, and what came of them.

    When a promise is kept is said in `promise_outcomes`; those still open do not count.

    Columns: those of `by`, currency, promises, promises_kept, promised_units, kept_units
    (int64; what came in time, at most what was promised).
    """
    outcomes = promise_outcomes(
        book, as_of=scope.as_of, tolerance_days=scope.policy.promise_tolerance_days
    )
    is_judged = outcomes.status != "open"
    due = outcomes.filter(is_judged, scope.year.holds(outcomes.due_on))
    due = with_dimensions(due, book, by)
    return due.group_by(*columns_of(by), "currency").agg(
        promises=due.count(),
        promises_kept=(due.status == "kept").sum().cast("int64"),
        promised_units=due.amount_units.sum().cast("int64"),
        kept_units=due.kept_units.sum().cast("int64"),
    )


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
