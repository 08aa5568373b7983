"""Does the account pay later than it used to?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import Ledger, ago
from tests.analytics.warnings.alarm import alarms

from duly.analytics.warnings.slowing_payment import SLOWING_PAYMENT

CASES = {
    # account: (days late before, days late in the last 90 days) -> now and usual, or None: quiet
    "SLOWER": ((0,) * 5, (7, 7, 7), (7.0, 0.0)),
    "MUCH_SLOWER": ((5,) * 9, (30, 40, 50, 40), (40.0, 5.0)),
    "A_LITTLE_SLOWER": ((0,) * 5, (6, 7, 7), None),
    "ALWAYS_LATE": ((40,) * 9, (40, 41, 42), None),
    "FASTER": ((40,) * 9, (0, 0, 0), None),
    "LESS_EARLY": ((-20,) * 9, (-5, -5, -5), None),
    "EARLY_TO_LATE": ((-20,) * 9, (8, 8, 8), (8.0, 0.0)),
    "TWO_OF_LATE": ((0,) * 9, (50, 50), None),
    "FOUR_BEFORE": ((0,) * 4, (50, 50, 50), None),
    "NEW": ((), (50, 50, 50), None),
    "SILENT": ((0,) * 9, (), None),
}


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, (before, now, _) in CASES.items():
        for late in before:
            ledger.paid(account, late, paid_on=ago(200))
        for late in now:
            ledger.paid(account, late, paid_on=ago(10))
    return alarms(SLOWING_PAYMENT, ledger)


@pytest.mark.parametrize("account", CASES)
def test_slower_by_a_week_with_enough_payments_on_both_sides(found, account):
    *_, expected = CASES[account]
    row = found.get(account)
    assert expected == (row and (row["observed"], row["usual"]))


def test_the_threshold_is_said_in_days_late(found):
    assert found["MUCH_SLOWER"]["threshold"] == 12.0
    assert found["MUCH_SLOWER"]["evidence_count"] == 4
