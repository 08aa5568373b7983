"""How does each account stand: grades, limits, terms?"""

from __future__ import annotations

import ibis.expr.types as ir

from duly.analytics.assessment.assess import Assessment
from duly.book.policy.grades import GRADES, NOT_RATED
from duly.report.examination.fetching import Facts, fetched

MOST_ASSESSED = 500

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
    """The keys grades, grade_totals, assessment_count, assessments.

    `assessments` holds the accounts with the largest exposure in each currency, MOST_ASSESSED at
    most; `grade_totals` adds up all of them, by currency and grade.
    """
    judged = assessment.judged
    (counted,) = fetched(assessment.work, judged.agg(n=judged.count()))
    return {
        "grades": _grades(assessment),
        "grade_totals": _grade_totals(assessment),
        "assessment_count": counted["n"],
        "assessments": _assessments(assessment),
    }


def _grades(assessment: Assessment) -> dict[str, int]:
    judged = assessment.judged
    found = fetched(assessment.work, judged.group_by("grade").agg(accounts=judged.count()))
    counts = {row["grade"]: row["accounts"] for row in found}
    return {grade: counts.get(grade, 0) for grade in (*GRADES, NOT_RATED)}


def _grade_totals(assessment: Assessment) -> list[Facts]:
    """Accounts, exposure, limits, what stands beyond them, and expected loss.

    An account for which no limit could be recommended counts in `without_limit` and in nothing
    else of limits; `beyond_limit_units` is exposure above each account's own limit.
    """
    judged = assessment.judged
    beyond = judged.exposure_units - judged.limit_units
    sums = judged.group_by("currency", "grade").agg(
        accounts=judged.count(),
        exposure_units=judged.exposure_units.sum().fill_null(0),
        limit_units=judged.limit_units.sum().fill_null(0),
        without_limit=judged.limit_units.isnull().sum(),
        beyond_limit_units=beyond.sum(where=beyond > 0).fill_null(0),
        expected_loss_units=judged.expected_loss_units.sum().fill_null(0),
    )
    return fetched(assessment.work, sums.order_by(["currency", "grade"]))


def _assessments(assessment: Assessment) -> list[Facts]:
    judged = assessment.judged
    order = [judged.exposure_units.desc(nulls_first=False), judged.account_id]
    largest = judged.order_by(order).limit(MOST_ASSESSED)
    rows = fetched(assessment.work, largest.select(**_ASSESSED))
    reasons = _reasons_of(assessment, largest)
    return [{**row, "reasons": reasons.get(row["account_id"], [])} for row in rows]


def _reasons_of(assessment: Assessment, accounts: ir.Table) -> dict[str, list[Facts]]:
    wanted = assessment.reasons.semi_join(accounts.select("account_id"), "account_id")
    by_account: dict[str, list[Facts]] = {}
    for row in fetched(assessment.work, wanted.order_by(["account_id", "rank"])):
        account = row.pop("account_id")
        row["code"] = row.pop("characteristic")
        by_account.setdefault(account, []).append(row)
    return by_account
