"""What would raise an account's grade or limit, by the policy it was judged by?"""

from __future__ import annotations

from duly.analytics.assessment.advice import Adviser, Goal
from duly.book.engines import duckdb_engine
from duly.book.policy.credit_policy import CreditPolicy
from duly.server.credit.selectors import active_policy, read_version, versions
from duly.server.portfolio.answers.look import Facts, storable
from duly.server.portfolio.models import AccountReasons, Snapshot


def advice_of(reasons: AccountReasons) -> Facts:
    """By goal (`grade`, `limit`) up to three ways to it, as in `duly explain --json`.

    Takes a second or some: every way is judged by the rules that judged the account.
    """
    snapshot = reasons.snapshot
    adviser = Adviser(
        reasons.facts["observed"],
        engine=duckdb_engine(threads=1),
        policy=policy_of(snapshot),
        as_of=snapshot.as_of,
    )
    return {
        goal.value: [dict(storable(way.facts())) for way in adviser.advice(goal)] for goal in Goal
    }


def policy_of(snapshot: Snapshot) -> CreditPolicy:
    """The policy a day was run by, also when another is in force by now."""
    policy = active_policy()
    if policy.fingerprint == snapshot.policy_fingerprint:
        return policy
    version = versions().filter(fingerprint=snapshot.policy_fingerprint).first()
    return policy if version is None else read_version(version)
