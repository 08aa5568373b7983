"""Did an account that owes overdue money stop paying altogether?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.behaviour.runs import payment_runs
from duly.analytics.open_items import days_between
from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.older_oldest_item import oldest_items
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    rhythm = payment_runs(evidence.parts).filter(lambda runs: runs.usual_gap_days.notnull())
    known = rhythm.join(_last_paid(evidence), "account_id")
    known = known.semi_join(oldest_items(evidence.open_items), "account_id")
    return measured(
        known,
        observed=days_between(known.last_paid_on, evidence.as_of),
        usual=known.usual_gap_days,
        threshold=ibis.greatest(
            policy.stopped_days, known.usual_gap_days * policy.stopped_gap_ratio
        ),
        evidence_count=known.payment_day_count,
        since_on=known.last_paid_on,
    )


def _last_paid(evidence: Evidence) -> ir.Table:
    """Any money counts, also what was not yet allocated to an invoice."""
    parts, payments = evidence.parts, evidence.book.payments
    received = payments.filter(payments.received_on <= evidence.as_of)
    days = ibis.union(
        parts.select("account_id", "paid_on"),
        received.select("account_id", paid_on="received_on"),
    )
    return days.group_by("account_id").agg(last_paid_on=days.paid_on.max())


PAYMENT_STOPPED = Signal(
    code="payment_stopped",
    severity=1,
    says="It owes overdue money and has stopped paying.",
    formula="days since it last paid anything: at least stopped_days, and stopped_gap_ratio times "
    "its median gap between payment days (six or more of them), while an item not wholly disputed "
    "is overdue",
    thresholds=("stopped_days", "stopped_gap_ratio"),
    needs=frozenset({"payments"}),
    measure=_measure,
)
