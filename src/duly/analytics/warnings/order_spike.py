"""Did the account suddenly buy much more than usual?"""

from __future__ import annotations

import ibis.expr.types as ir

from duly.analytics.behaviour.measures import ratio
from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.purchases import LEAST_DAYS_BEFORE
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    bought = evidence.purchases.filter(
        evidence.purchases.spike_before_days >= LEAST_DAYS_BEFORE,
        evidence.purchases.spike_before_count >= policy.min_paid_before,
    )
    usual_units = ratio(bought.spike_before_units, bought.spike_before_days)
    times = bought.spike_units.cast("float64") / (usual_units * policy.order_spike_days)
    return measured(
        bought,
        observed=times,
        usual=1.0,
        threshold=policy.order_spike_ratio,
        evidence_count=bought.spike_count,
        about=bought.currency,
    )


ORDER_SPIKE = Signal(
    code="order_spike",
    severity=3,
    says="It bought much more than usual.",
    formula="purchases of the last order_spike_days over the average of as many days before them, "
    "back to history_days; it bought at least min_paid_before times before, over 90 days or more",
    thresholds=("order_spike_days", "order_spike_ratio", "history_days", "min_paid_before"),
    needs=frozenset({"invoices"}),
    measure=_measure,
)
