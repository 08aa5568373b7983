"""Which accounts of a ledger does one signal warn of?"""

from __future__ import annotations

from tests.analytics.behaviour.ledger import AS_OF, Ledger, rows

from duly.analytics.warnings import Signal
from duly.analytics.warnings.evidence import gather
from duly.book.policy.exposure import ExposurePolicy
from duly.book.policy.warnings import WarningPolicy

Found = dict[str, dict[str, object]]


def alarms(signal: Signal, ledger: Ledger, policy: WarningPolicy | None = None) -> Found:
    """The warnings of one signal by account; two of one account are an error of the signal."""
    thresholds = policy or WarningPolicy()
    evidence = gather(
        ledger.book(),
        as_of=AS_OF,
        policy=thresholds,
        exposure_policy=ExposurePolicy(),
        promise_tolerance_days=3,
    )
    found = rows(signal.find(evidence, thresholds))
    by_account = {str(row["account_id"]): row for row in found}
    assert len(by_account) == len(found)
    return by_account
