"""Did the account lose its equity since the year before?"""

from __future__ import annotations

import ibis.expr.types as ir

from duly.analytics.behaviour.measures import ratio
from duly.analytics.statements.usable import usable_statements
from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    usable = usable_statements(evidence.book, as_of=evidence.as_of)
    latest = usable.filter(usable.is_latest)
    shares = latest.mutate(
        now=ratio(latest.equity_units, latest.total_assets_units),
        before=ratio(latest.previous_equity_units, latest.previous_total_assets_units),
    )
    lost = shares.filter(shares.now < 0, shares.before >= 0)
    return measured(
        lost,
        observed=lost.now,
        usual=lost.before,
        threshold=0.0,
        evidence_count=2,
        since_on=lost.period_end,
    )


NEGATIVE_EQUITY = Signal(
    code="negative_equity",
    severity=1,
    says="Its equity is gone: it owes more than it owns.",
    formula="equity over total assets: below zero, and not below zero the year before",
    thresholds=(),
    needs=frozenset({"statements"}),
    measure=_measure,
    falls=True,
)
