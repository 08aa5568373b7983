"""Does a credit bureau think less of the account than it did?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.reports import newest_reports, worst_of
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    reports = newest_reports(evidence, policy, worth=_standing(evidence.book.reports))
    falls = reports.mutate(fall=reports.highest_before - reports.newest)
    fallen = worst_of(falls.filter(falls.fall.notnull()), "fall")
    return measured(
        fallen,
        observed=fallen.fall,
        threshold=policy.bureau_fall,
        evidence_count=fallen.report_count,
        since_on=fallen.received_on,
        about=fallen.bureau,
    )


def _standing(reports: ir.Table) -> ir.FloatingValue:
    """The score on its own scale, 0 worst to 1 best; null without a scale."""
    span = reports.score_max - reports.score_min
    return ((reports.score - reports.score_min) / ibis.ifelse(span != 0, span, ibis.null())).round(
        9
    )


BUREAU_DETERIORATION = Signal(
    code="bureau_deterioration",
    severity=2,
    says="A bureau's score of it fell.",
    formula="(score - score_min) / (score_max - score_min): the highest of the bureau's earlier "
    "reports within bureau_months less that of its newest, which is no older than that either; "
    "the largest fall of any bureau",
    thresholds=("bureau_months", "bureau_fall"),
    needs=frozenset({"reports"}),
    measure=_measure,
)
