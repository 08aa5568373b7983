"""Is an account late for the first time that was never late before?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.open_items import days_between
from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.older_oldest_item import oldest_items
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    known = _before_and_now(evidence, policy)
    never_late = known.filter(
        known.before_count >= policy.first_late_after,
        known.usual < policy.first_late_days,
    )
    return measured(
        never_late,
        observed=never_late.now,
        usual=never_late.usual,
        threshold=policy.first_late_days,
        evidence_count=never_late.before_count,
    )


def _before_and_now(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    """The latest it was before recent_days, and the latest it was or is since."""
    paid = evidence.paid
    is_recent = days_between(paid.paid_on, evidence.as_of) < policy.recent_days
    counted = paid.group_by("account_id").agg(
        before_count=(~is_recent).sum(),
        usual=ibis.greatest(paid.days_late.max(where=~is_recent), 0),
        paid_late=paid.days_late.max(where=is_recent),
    )
    joined = counted.left_join(oldest_items(evidence.open_items), "account_id")
    now = ibis.greatest(joined.paid_late.fill_null(0), joined.days_past_due.fill_null(0))
    return joined.mutate(now=now)


FIRST_LATE_PAYMENT = Signal(
    code="first_late_payment",
    severity=3,
    says="It always paid on time, and is late for the first time.",
    formula="the latest payment of the last recent_days, or the oldest item open now and not "
    "wholly disputed, at least first_late_days; at least first_late_after invoices paid before "
    "that, none so late",
    thresholds=("recent_days", "first_late_after", "first_late_days"),
    needs=frozenset({"payments"}),
    measure=_measure,
)
