"""Does the account let an item stand far longer than it ever did?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.open_items import days_between
from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    known = oldest_items(evidence.open_items).join(_usual(evidence, policy), "account_id")
    threshold = ibis.greatest(policy.oldest_item_days, known.usual * policy.oldest_item_ratio)
    return measured(
        known,
        observed=known.days_past_due,
        usual=known.usual,
        threshold=threshold,
        evidence_count=known.paid_count,
        since_on=known.due_on,
        about=known.invoice_id,
    )


def oldest_items(items: ir.Table) -> ir.Table:
    """The oldest overdue item of each account, of those not wholly disputed; ties by invoice_id.

    Columns: account_id, invoice_id, due_on, days_past_due.
    """
    overdue = items.filter(items.days_past_due > 0, items.open_units > items.disputed_units)
    place = ibis.row_number().over(
        group_by="account_id", order_by=[overdue.due_on.asc(), overdue.invoice_id.asc()]
    )
    ranked = overdue.mutate(place=place)
    first = ranked.filter(ranked.place == 0)
    return first.select("account_id", "invoice_id", "due_on", "days_past_due")


def _usual(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    """The latest that it paid within the history (early as 0), where it paid often enough."""
    paid = evidence.paid
    inside = paid.filter(days_between(paid.paid_on, evidence.as_of) < policy.history_days)
    worst = inside.group_by("account_id").agg(
        usual=ibis.greatest(inside.days_late.max(), 0), paid_count=inside.count()
    )
    return worst.filter(worst.paid_count >= policy.min_paid_before)


OLDER_OLDEST_ITEM = Signal(
    code="older_oldest_item",
    severity=2,
    says="Its oldest item is far older than what it used to let stand.",
    formula="days past due of the oldest open item not wholly disputed: at least oldest_item_days, "
    "and oldest_item_ratio times the latest that it paid within history_days",
    thresholds=("oldest_item_days", "oldest_item_ratio", "history_days", "min_paid_before"),
    needs=frozenset({"payments"}),
    measure=_measure,
)
