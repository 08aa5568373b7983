"""Does the account pay later than it used to?"""

from __future__ import annotations

import ibis.expr.types as ir

from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    drift = evidence.trend
    enough = drift.filter(
        drift.recent_count >= policy.min_paid_recent,
        drift.before_count >= policy.min_paid_before,
    )
    return measured(
        enough,
        observed=enough.recent_mean_days_late,
        usual=enough.before_mean_days_late,
        threshold=enough.before_mean_days_late + policy.slowing_days,
        evidence_count=enough.recent_count,
    )


SLOWING_PAYMENT = Signal(
    code="slowing_payment",
    severity=2,
    says="It pays later than it used to.",
    formula="mean days late (early as 0) of the last recent_days, against the time before it "
    "back to history_days, plus slowing_days",
    thresholds=(
        "recent_days",
        "history_days",
        "min_paid_recent",
        "min_paid_before",
        "slowing_days",
    ),
    needs=frozenset({"payments"}),
    measure=_measure,
)
