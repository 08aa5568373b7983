"""Does the account buy much less than it used to?"""

from __future__ import annotations

from datetime import timedelta

import ibis
import ibis.expr.types as ir

from duly.analytics.behaviour.measures import ratio
from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.purchases import LEAST_DAYS_BEFORE, YEAR
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    bought = evidence.purchases.filter(
        evidence.purchases.recent_before_days >= LEAST_DAYS_BEFORE,
        evidence.purchases.recent_before_count >= policy.min_paid_before,
    )
    expected = _expected(bought, evidence, policy)
    return measured(
        bought,
        observed=ratio(bought.recent_units, expected),
        usual=1.0,
        threshold=policy.shrinking_ratio,
        evidence_count=bought.recent_before_count,
        about=bought.currency,
    )


def _expected(bought: ir.Table, evidence: Evidence, policy: WarningPolicy) -> ir.FloatingValue:
    """The same days of the year before, where the account was a customer then; else the average."""
    opening = evidence.as_of - timedelta(days=YEAR + policy.recent_days - 1)
    average = ratio(bought.recent_before_units, bought.recent_before_days) * policy.recent_days
    is_seasonal = bought.first_on <= opening
    return ibis.ifelse(is_seasonal, bought.last_year_units.cast("float64"), average)


SHRINKING_BUSINESS = Signal(
    code="shrinking_business",
    severity=4,
    says="It buys much less than it used to.",
    formula="purchases of the last recent_days over those of the same days a year before, or, of a "
    "customer not known then, over the average of the time before, back to history_days; it bought "
    "at least min_paid_before times before, over 90 days or more",
    thresholds=("recent_days", "history_days", "min_paid_before", "shrinking_ratio"),
    needs=frozenset({"invoices"}),
    measure=_measure,
    falls=True,
)
