"""Whom to call on the day, and of whom does the core warn?"""

from __future__ import annotations

from collections import Counter

from duly.analytics.warnings import WARNINGS
from duly.analytics.worklist import worklist_reasons
from duly.server.portfolio.answers.balances import by_account
from duly.server.portfolio.answers.look import Facts, Look

_OF_WARNING = ("observed", "usual", "threshold", "evidence_count", "about")
_ACTIONS = ("call", "settle_dispute", "wait")


def work_rows(look: Look) -> tuple[list[Facts], Facts]:
    """The rows of WorkItem by rank, and figures.work."""
    listed = look.book.engine.keep(look.assessment.worklist)
    columns = ("account_id", "rank", "action", "expected_units", "currency")
    every = look.rows(listed.select(*columns).order_by("rank"))
    called = listed.filter(listed["rank"].notnull())
    reasons = by_account(look.rows(worklist_reasons(called).order_by(["account_id", "place"])))
    rows = [
        {
            "account_id": row["account_id"],
            "rank": row["rank"],
            "action": row["action"],
            "expected_units": look.worth(row["expected_units"], row["currency"]) or 0,
            "reasons": [_reason(reason) for reason in reasons.get(row["account_id"], [])],
        }
        for row in every
        if row["rank"] is not None
    ]
    counts = Counter(row["action"] for row in every)
    facts: Facts = {action: counts[action] for action in _ACTIONS}
    return rows, {**facts, "expected_units": sum(row["expected_units"] for row in rows)}


def warning_rows(look: Look) -> tuple[list[Facts], Facts]:
    """Rows of account_id, code, severity, since_on, facts; and figures.warnings, by code."""
    found = look.rows(look.assessment.warnings.order_by(["account_id", "code", "about"]))
    rows: dict[tuple[str, str], Facts] = {}
    for row in found:
        facts = {name: row[name] for name in _OF_WARNING}
        one = {name: row[name] for name in ("account_id", "code", "severity", "since_on")}
        # One a code: an account may be warned of in several currencies, or of several items.
        rows.setdefault((row["account_id"], row["code"]), {**one, "facts": facts})
    counts = Counter(code for _, code in rows)
    by_severity = sorted(WARNINGS, key=lambda signal: signal.severity)
    order = {one.code: counts[one.code] for one in by_severity if counts[one.code]}
    return list(rows.values()), order


def _reason(row: Facts) -> Facts:
    return {name: row[name] for name in ("code", "observed", "units", "until")}
