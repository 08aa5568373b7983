"""Did the account break its word more than once of late?"""

from __future__ import annotations

from datetime import timedelta

import ibis.expr.types as ir

from duly.analytics.promises import YEAR_DAYS
from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    promises = evidence.promises
    broken = promises.filter(promises.status == "broken")
    a_year_ago = evidence.as_of - timedelta(days=YEAR_DAYS)
    is_late = broken.deadline_on > a_year_ago
    is_before = ~is_late & (broken.deadline_on > a_year_ago - timedelta(days=YEAR_DAYS))
    counted = broken.group_by("account_id").agg(
        now=is_late.sum(), before=is_before.sum(), since_on=broken.due_on.min(where=is_late)
    )
    return measured(
        counted,
        observed=counted.now,
        usual=counted.before,
        threshold=policy.broken_promises,
        evidence_count=counted.now,
        since_on=counted.since_on,
    )


BROKEN_PROMISES = Signal(
    code="broken_promises",
    severity=2,
    says="It broke its promises to pay.",
    formula="promises broken in the last 365 days; usual is the number of the year before",
    thresholds=("broken_promises",),
    needs=frozenset({"promises"}),
    measure=_measure,
)
