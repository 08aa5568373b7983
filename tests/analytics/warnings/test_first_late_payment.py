"""Is an account late for the first time that was never late before?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import Ledger, ago
from tests.analytics.warnings.alarm import alarms

from duly.analytics.warnings.first_late_payment import FIRST_LATE_PAYMENT

CASES = {
    # account: (days late before, paid lately, still open) -> how late now, or None: quiet
    "PAID_LATE": ((0,) * 10, (5,), (), 5.0),
    "STILL_OPEN": ((0,) * 10, (), (12,), 12.0),
    "BOTH": ((-3,) * 10, (6,), (20,), 20.0),
    "A_LITTLE_LATE": ((0,) * 10, (4,), (4,), None),
    "ON_TIME": ((0,) * 10, (0, -5), (), None),
    "LATE_BEFORE": ((0,) * 9 + (5,), (30,), (), None),
    "HARDLY_LATE_BEFORE": ((0,) * 9 + (4,), (30,), (), 30.0),
    "NINE_BEFORE": ((0,) * 9, (30,), (), None),
    "NEW": ((), (30,), (), None),
}


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, (before, lately, still_open, _) in CASES.items():
        for days_ago, lates in ((91, before), (10, lately)):
            for late in lates:
                ledger.paid(account, late, paid_on=ago(days_ago))
        for days in still_open:
            ledger.invoice(account, 100, ago(days))
    return alarms(FIRST_LATE_PAYMENT, ledger)


@pytest.mark.parametrize("account", CASES)
def test_late_after_ten_that_never_were(found, account):
    *_, expected = CASES[account]
    row = found.get(account)
    assert expected == (row and row["observed"])


def test_the_usual_is_the_latest_it_ever_was(found):
    assert found["HARDLY_LATE_BEFORE"]["usual"] == 4.0
    assert found["BOTH"]["usual"] == 0.0
