"""Does the account dispute more of its invoices than it used to?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import Ledger, ago
from tests.analytics.warnings.alarm import alarms

from duly.analytics.warnings.more_disputes import MORE_DISPUTES

CASES = {
    # account: (issued and disputed before, issued and disputed lately) -> shares, or None: quiet
    "MORE": ((10, 1), (5, 2), (0.4, 0.1)),
    "FIRST": ((5, 0), (5, 1), (0.2, 0.0)),
    "AT_THE_EDGE": ((20, 1), (20, 3), (0.15, 0.05)),
    "TOO_FEW_DISPUTED": ((20, 0), (20, 2), None),
    "AS_EVER": ((10, 5), (10, 5), None),
    "FEWER": ((10, 5), (10, 2), None),
    "NONE": ((10, 0), (10, 0), None),
    "TWO_OF_LATE": ((10, 0), (2, 2), None),
    "FOUR_BEFORE": ((4, 0), (5, 5), None),
}


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, (before, now, _) in CASES.items():
        for (issued, disputed), due in ((before, ago(100)), (now, ago(10))):
            for turn in range(issued):
                ledger.invoice(account, 100, due, disputed=turn < disputed)
    return alarms(MORE_DISPUTES, ledger)


@pytest.mark.parametrize("account", CASES)
def test_a_larger_share_of_recent_invoices_is_disputed(found, account):
    *_, expected = CASES[account]
    row = found.get(account)
    assert expected == (row and (row["observed"], row["usual"]))


def test_it_counts_the_disputed_and_says_since_when(found):
    assert (found["MORE"]["evidence_count"], found["MORE"]["since_on"]) == (2, ago(40))
