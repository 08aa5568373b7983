"""What does a first look at a book say?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from duly.analytics.ageing import ageing
from duly.analytics.assessment.assess import assess
from duly.analytics.dimensions import Dimension
from duly.book.policy.credit_policy import CreditPolicy
from duly.book.source import Source
from duly.report.examination.accounts import account_facts
from duly.report.examination.alerts import warning_facts, worklist_facts
from duly.report.examination.evidence import Evidence, evidence_in
from duly.report.examination.origin import origin_facts
from duly.report.examination.payment import payment_facts
from duly.report.examination.portfolio import grade_ageing, portfolio_facts

Progress = Callable[[str, float], None]


def examine(source: Source, policy: CreditPolicy, *, progress: Progress) -> dict[str, Any]:
    """The X-ray of a book: what `duly xray --json` writes and the page is made from.

    Missing evidence is null, with a code in `reasons` under the key that is null.
    """
    progress("assessing every account", 0.65)
    assessment = assess(source.book, policy, as_of=source.as_of)
    work = assessment.work
    evidence = evidence_in(source, work)
    progress("adding up the portfolio", 0.8)
    rules = source.aged_by(policy.ageing)
    by_account = ageing(work.book, as_of=work.as_of, policy=rules, by=(Dimension.ACCOUNT,))
    aged = work.book.engine.keep(by_account)
    facts = {
        **origin_facts(source, policy),
        **portfolio_facts(work, policy.model_copy(update={"ageing": rules}), evidence, aged),
        **payment_facts(work, evidence),
    }
    progress("ranking the accounts", 0.9)
    facts |= account_facts(assessment)
    facts["grade_ageing"] = grade_ageing(work, aged, assessment.judged)
    facts |= warning_facts(assessment) | worklist_facts(assessment)
    return {**facts, "reasons": _reasons(facts, evidence)}


def _reasons(facts: dict[str, Any], evidence: Evidence) -> dict[str, str]:
    """Why a key is null, for every key that is; `dso_days.EUR` where it is so in one currency.

    Also why there are no warnings, where there is no history that an account could have left.
    """
    reasons = {key: code for key, code in evidence.reasons.items() if facts.get(key) is None}
    disputed = facts["disputed"]
    if disputed is not None and disputed["share"] is None:
        reasons["disputed.share"] = "no_invoices"
    if not facts["warnings"] and "behaviour" in reasons:
        reasons["warnings"] = reasons["behaviour"]
    return reasons | _reasons_of_dso(facts)


def _reasons_of_dso(facts: dict[str, Any]) -> dict[str, str]:
    unknown = {
        line["currency"]: str(line["reason"])
        for line in facts["metrics"]
        if line["metric"] == "dso" and line["value"] is None
    }
    if unknown and len(unknown) == len(facts["dso_days"]) and len(set(unknown.values())) == 1:
        return {"dso_days": next(iter(unknown.values()))}
    return {f"dso_days.{currency}": code for currency, code in unknown.items()}
