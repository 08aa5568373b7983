"""Why is each account judged as it is: what was seen, the points, the limit, the terms?"""

from __future__ import annotations

from collections.abc import Iterable

from duly.analytics.assessment.columns import LIMIT, TERMS
from duly.analytics.assessment.observation import OBSERVED
from duly.server.portfolio.answers.balances import by_account
from duly.server.portfolio.answers.concentration import group_facts
from duly.server.portfolio.answers.look import Facts, Look

_SCORE = ("score", "raw_score", "grade", "pd", "guard")
_BEHAVIOUR = (
    "account_id",
    "window",
    "paid_count",
    "late_count",
    "late_share",
    "mean_days_late",
    "weighted_days_late",
)


def reason_facts(
    look: Look, accounts: list[Facts], exposures: list[Facts], warnings: list[Facts]
) -> dict[str, Facts]:
    """AccountReasons.facts of each account; money in the account's own currency."""
    assessment = look.assessment
    points = by_account(look.rows(assessment.reasons.order_by(["account_id", "rank"])))
    windows = assessment.work.behaviour.select(*_BEHAVIOUR).order_by(["account_id", "window"])
    behaviour = by_account(look.rows(windows))
    exposed, warned = by_account(exposures), by_account(warnings)
    groups = {row["group_id"]: row for row in group_facts(accounts)}
    known = {row["account_id"] for row in accounts}
    return {
        account: {
            "currency": row["currency"],
            "observed": {name: row[name] for name in (*OBSERVED.names, "missing_rates")},
            "score": {name: row[name] for name in _SCORE},
            "characteristics": _without_account(points.get(account, [])),
            "limit": {name: row[name] for name in (*LIMIT, "current_limit_units")},
            "terms": {name: row[name] for name in TERMS},
            "expected_loss_units": row["expected_loss_units"],
            "exposure": _without_account(exposed.get(account, [])),
            "behaviour": _without_account(behaviour.get(account, [])),
            "group": groups.get(row["group_id"]),
            "warnings": [_warning(one) for one in warned.get(account, [])],
        }
        for row in look.rows(assessment.judged)
        if (account := row["account_id"]) in known
    }


def _warning(row: Facts) -> Facts:
    return {"code": row["code"], "severity": row["severity"], **row["facts"]}


def _without_account(rows: Iterable[Facts]) -> list[Facts]:
    return [{name: row[name] for name in row if name != "account_id"} for row in rows]
