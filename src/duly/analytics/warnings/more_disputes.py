"""Does the account dispute more of its invoices than it used to?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.behaviour.measures import ratio
from duly.analytics.open_items import days_between
from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    shares = _shares(evidence, policy)
    enough = shares.filter(
        shares.now_count >= policy.min_paid_recent, shares.before_count >= policy.min_paid_before
    )
    return measured(
        enough,
        observed=enough.now,
        usual=enough.before,
        threshold=ibis.greatest(policy.disputed_share, enough.before + policy.disputed_growth),
        evidence_count=enough.disputed_count,
        since_on=enough.since_on,
    )


def _shares(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    """Disputed of the invoices issued lately and before, by number."""
    disputes, invoices = evidence.book.disputes, evidence.book.invoices
    opened = disputes.filter(disputes.opened_on <= evidence.as_of)
    first = opened.group_by("invoice_id").agg(opened_on=opened.opened_on.min())
    age = days_between(invoices.issued_on, evidence.as_of)
    aged = invoices.mutate(is_now=age < policy.recent_days)
    issued = aged.filter(age >= 0, age < policy.history_days, aged.amount_units > 0)
    joined = issued.left_join(first, "invoice_id")
    is_disputed, is_now = joined.opened_on.notnull(), joined.is_now
    counted = joined.group_by("account_id").agg(
        now_count=_count(is_now),
        before_count=_count(~is_now),
        disputed_count=_count(is_now & is_disputed),
        disputed_before=_count(~is_now & is_disputed),
        since_on=joined.opened_on.min(where=is_now),
    )
    return counted.mutate(
        now=ratio(counted.disputed_count, counted.now_count),
        before=ratio(counted.disputed_before, counted.before_count),
    )


def _count(such: ir.BooleanColumn) -> ir.IntegerScalar:
    return such.sum().fill_null(0).cast("int64")


MORE_DISPUTES = Signal(
    code="more_disputes",
    severity=3,
    says="It disputes more of its invoices than it used to.",
    formula="disputed of the invoices issued in the last recent_days, by number: at least "
    "disputed_share, and disputed_growth above that of the time before, back to history_days",
    thresholds=(
        "recent_days",
        "history_days",
        "min_paid_recent",
        "min_paid_before",
        "disputed_share",
        "disputed_growth",
    ),
    needs=frozenset({"disputes"}),
    measure=_measure,
)
