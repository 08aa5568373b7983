"""Does the account use much more of its limit than it did?"""

from __future__ import annotations

from datetime import timedelta

import ibis
import ibis.expr.types as ir

from duly.analytics.behaviour.measures import ratio
from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    used = _used(evidence, policy)
    threshold = ibis.greatest(policy.utilisation, used.before + policy.utilisation_growth)
    return measured(
        used,
        observed=used.now,
        usual=used.before,
        threshold=threshold,
        evidence_count=2,
        since_on=ibis.literal(evidence.as_of - timedelta(days=policy.recent_days)),
        about=used.currency,
    )


def _used(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    """Columns: account_id, currency (of the limit), now and before: shares of today's limit.

    Only accounts that had bought something by the earlier day: others have no own history.
    """
    accounts, bought = evidence.book.accounts, evidence.purchases
    limited = accounts.filter(accounts.credit_limit_units > 0).select(
        "account_id", "currency", "credit_limit_units"
    )
    old = bought.filter(bought.first_on <= evidence.as_of - timedelta(days=policy.recent_days))
    used = limited.semi_join(old, "account_id")
    for name, table in (("now", evidence.exposure_now), ("before", evidence.exposure_before)):
        exposed = table.select("account_id", "currency", exposed="exposure_units")
        joined = used.left_join(exposed, ["account_id", "currency"])
        share = ratio(joined.exposed.fill_null(0), joined.credit_limit_units)
        used = joined.select(*used.columns, **{name: share})
    return used


GROWING_UTILISATION = Signal(
    code="growing_utilisation",
    severity=3,
    says="It uses much of its limit, and much more than it did.",
    formula="exposure over today's credit limit, in the limit's currency: at least utilisation, "
    "and at least utilisation_growth above that of recent_days ago",
    thresholds=("recent_days", "utilisation", "utilisation_growth"),
    needs=frozenset({"accounts"}),
    measure=_measure,
)
