"""How does each account stand: grades, limits, terms, warnings, calls?"""

from __future__ import annotations

from typing import Any

import ibis.expr.types as ir

from duly.analytics.assessment.assess import Assessment
from duly.analytics.worklist import worklist_reasons
from duly.book.policy.grades import GRADES, NOT_RATED

Facts = dict[str, Any]
MOST_ASSESSED = 500
MOST_CALLED = 50
MOST_WARNED = 500

_ASSESSED = {
    "account_id": "account_id",
    "name": "name",
    "country": "country",
    "currency": "currency",
    "grade": "grade",
    "score": "score",
    "pd": "pd",
    "guard": "guard",
    "payment_index": "payment_index",
    "exposure_units": "exposure_units",
    "overdue_units": "overdue_units",
    "limit_units": "limit_units",
    "current_limit_units": "current_limit_units",
    "binding": "limit_binding",
    "limit_reason": "limit_reason",
    "shortfall_units": "shortfall_units",
    "terms_days": "recommended_days",
    "deposit_share": "deposit_share",
    "security": "security",
    "expected_loss_units": "expected_loss_units",
}


def account_facts(assessment: Assessment) -> Facts:
    """The keys grades, assessments, warnings, worklist.

    The accounts with the largest exposure are listed (at most MOST_ASSESSED; all of them come
    from `duly assess`), the calls of today, and the warnings by the money behind them.
    """
    return {
        "grades": _grades(assessment),
        "assessments": _assessments(assessment),
        "warnings": _warnings(assessment),
        "worklist": _worklist(assessment),
    }


def _rows(assessment: Assessment, expression: ir.Table) -> list[Facts]:
    rows: list[Facts] = assessment.work.book.engine.fetch(expression).to_pylist()
    return rows


def _grades(assessment: Assessment) -> dict[str, int]:
    judged = assessment.judged
    found = _rows(assessment, judged.group_by("grade").agg(accounts=judged.count()))
    counts = {row["grade"]: row["accounts"] for row in found}
    return {grade: counts.get(grade, 0) for grade in (*GRADES, NOT_RATED)}


def _assessments(assessment: Assessment) -> list[Facts]:
    judged = assessment.judged
    largest = judged.order_by([judged.exposure_units.desc(), judged.account_id]).limit(
        MOST_ASSESSED
    )
    rows = _rows(assessment, largest.select(**_ASSESSED))
    reasons = _reasons_of(assessment, largest)
    return [{**row, "reasons": reasons.get(row["account_id"], [])} for row in rows]


def _reasons_of(assessment: Assessment, accounts: ir.Table) -> dict[str, list[Facts]]:
    wanted = assessment.reasons.semi_join(accounts.select("account_id"), "account_id")
    by_account: dict[str, list[Facts]] = {}
    for row in _rows(assessment, wanted.order_by(["account_id", "rank"])):
        account = row.pop("account_id")
        row["code"] = row.pop("characteristic")
        by_account.setdefault(account, []).append(row)
    return by_account


def _warnings(assessment: Assessment) -> list[Facts]:
    judged = assessment.judged.select("account_id", "name", "currency", "open_units")
    joined = assessment.warnings.join(judged, "account_id")
    order = [joined.open_units.desc(), joined.account_id, joined.code]
    return _rows(assessment, joined.order_by(order).limit(MOST_WARNED))


def _worklist(assessment: Assessment) -> list[Facts]:
    listed = assessment.work.book.engine.keep(assessment.worklist)
    called = listed.filter(listed["rank"] <= MOST_CALLED)
    rows = _rows(assessment, called.order_by("rank"))
    reasons: dict[str, list[Facts]] = {}
    found = worklist_reasons(called)
    for row in _rows(assessment, found.order_by(["account_id", "place"])):
        reasons.setdefault(row.pop("account_id"), []).append(row)
    return [{**row, "reasons": reasons.get(row["account_id"], [])} for row in rows]
