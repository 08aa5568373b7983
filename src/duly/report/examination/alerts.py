"""Which accounts does the X-ray warn of, and whom does it call?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.assessment.assess import Assessment
from duly.analytics.limits.composition import major_units
from duly.analytics.warnings import WARNINGS
from duly.analytics.worklist import worklist_reasons
from duly.report.examination.fetching import Facts, fetched

MOST_WARNED = 500
MOST_CALLED = 50


def warning_facts(assessment: Assessment) -> Facts:
    """The keys warning_count, warned_accounts, warnings_by_code (code -> accounts), warnings.

    The list holds MOST_WARNED at most: the gravest first, then the most open money, which is
    compared across currencies by the policy's scale. The counts are of all.
    """
    alarms = assessment.warnings
    (counted,) = fetched(
        assessment.work, alarms.agg(warnings=alarms.count(), accounts=alarms.account_id.nunique())
    )
    return {
        "warning_count": counted["warnings"],
        "warned_accounts": counted["accounts"],
        "warnings_by_code": _by_code(assessment),
        "warnings": _warnings(assessment),
    }


def _by_code(assessment: Assessment) -> dict[str, int]:
    """Accounts by the code of the warning, the gravest first; codes never raised are left out."""
    alarms = assessment.warnings
    sums = alarms.group_by("code").agg(accounts=alarms.account_id.nunique())
    found = {row["code"]: row["accounts"] for row in fetched(assessment.work, sums)}
    by_severity = sorted(WARNINGS, key=lambda signal: signal.severity)
    return {signal.code: found[signal.code] for signal in by_severity if signal.code in found}


def _warnings(assessment: Assessment) -> list[Facts]:
    judged = assessment.judged.select("account_id", "name", "currency", "open_units")
    joined = assessment.warnings.join(judged, "account_id")
    # A float: DuckDB and Spark divide whole numbers differently.
    size = joined.open_units.cast("float64") / major_units(
        joined.currency, assessment.policy.currency_scale
    )
    order = [joined.severity, ibis.desc(size), joined.account_id, joined.code]
    return fetched(assessment.work, joined.order_by(order).limit(MOST_WARNED))


def worklist_facts(assessment: Assessment) -> Facts:
    """The keys worklist_count (accounts to be called today) and worklist (MOST_CALLED of them)."""
    listed = assessment.work.book.engine.keep(assessment.worklist)
    (counted,) = fetched(assessment.work, listed.agg(n=listed["rank"].count()))
    return {"worklist_count": counted["n"], "worklist": _called(assessment, listed)}


def _called(assessment: Assessment, listed: ir.Table) -> list[Facts]:
    called = listed.filter(listed["rank"] <= MOST_CALLED)
    reasons: dict[str, list[Facts]] = {}
    found = worklist_reasons(called).order_by(["account_id", "place"])
    for row in fetched(assessment.work, found):
        reasons.setdefault(row.pop("account_id"), []).append(row)
    return [
        {**row, "reasons": reasons.get(row["account_id"], [])}
        for row in fetched(assessment.work, called.order_by("rank"))
    ]
