"""Does a credit bureau report new judgments, liens or insolvency proceedings?"""

from __future__ import annotations

import ibis.expr.types as ir

from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.reports import newest_reports, worst_of
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    events = newest_reports(evidence, policy, worth=evidence.book.reports.adverse_events)
    usual = events.highest_before.fill_null(0)
    new = worst_of(events.mutate(more=events.newest - usual), "more")
    return measured(
        new,
        observed=new.newest,
        usual=new.highest_before,
        threshold=new.highest_before.fill_null(0) + 1,
        evidence_count=new.report_count,
        since_on=new.received_on,
        about=new.bureau,
    )


ADVERSE_EVENTS = Signal(
    code="adverse_events",
    severity=1,
    says="A bureau reports more judgments, liens or proceedings against it.",
    formula="adverse events of the bureau's newest report, against the most in its earlier ones "
    "within bureau_months (none, when there is none): any more",
    thresholds=("bureau_months",),
    needs=frozenset({"reports"}),
    measure=_measure,
)
