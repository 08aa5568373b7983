"""How much was collected of what could have been?"""

from __future__ import annotations

import ibis.expr.types as ir

from duly.analytics.metrics.definitions import Measured, Metric, Unit, period, ratio
from duly.analytics.metrics.periods import Scope


def _cei(sums: ir.Table, scope: Scope) -> Measured:
    months = scope.policy.cei_months
    current = sums.open_units - sums.overdue_units
    # Both sides times N, so that sales / N stays a whole number.
    to_collect = months * sums.opening_units + sums.sales_units
    collected = to_collect - months * sums.open_units
    collectable = to_collect - months * current
    return ratio(100 * collected, collectable, missing="nothing_to_collect")


CEI = Metric(
    "cei",
    "Collection effectiveness index (CEI)",
    "100 x (opening receivables + sales / N - closing receivables) / (opening receivables + "
    "sales / N - closing receivables not overdue), N = cei_months of the policy",
    Unit.PERCENT,
    _cei,
    over=period,
)
