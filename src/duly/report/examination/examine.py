"""What does a first look at a book say?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from duly.analytics.assessment.assess import assess
from duly.book.policy.credit_policy import CreditPolicy
from duly.book.source import Source
from duly.report.examination.accounts import account_facts
from duly.report.examination.evidence import Evidence, evidence_in
from duly.report.examination.origin import origin_facts
from duly.report.examination.portfolio import portfolio_facts

Progress = Callable[[str, float], None]


def examine(source: Source, policy: CreditPolicy, *, progress: Progress) -> dict[str, Any]:
    """The X-ray of a book: what `duly xray --json` writes and the page is made from.

    Missing evidence is null, with a code in `reasons` under the key that is null.
    """
    progress("assessing every account", 0.65)
    assessment = assess(source.book, policy, as_of=source.as_of)
    evidence = evidence_in(source, assessment.work)
    progress("adding up the portfolio", 0.8)
    facts = {
        **origin_facts(source, policy),
        **portfolio_facts(source, assessment.work, policy, evidence),
    }
    progress("ranking the accounts", 0.9)
    facts |= account_facts(assessment)
    return {**facts, "reasons": _reasons(facts, evidence)}


def _reasons(facts: dict[str, Any], evidence: Evidence) -> dict[str, str]:
    """Why a key is null, for every key that is."""
    reasons = {key: code for key, code in evidence.reasons.items() if facts.get(key) is None}
    dso = facts.get("dso_days") or {}
    for line in facts["metrics"]:
        if line["metric"] == "dso" and dso.get(line["currency"]) is None and line["reason"]:
            reasons[f"dso_days.{line['currency']}"] = line["reason"]
            reasons.setdefault("dso_days", line["reason"])
    return reasons
