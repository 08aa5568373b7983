"""Did an account that owes overdue money stop paying altogether?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import Ledger, ago
from tests.analytics.warnings.alarm import alarms

from duly.analytics.warnings.payment_stopped import PAYMENT_STOPPED

CASES = {
    # account: (days between payments, how many, days since the last) -> threshold, or None: quiet
    "STOPPED": (14, 8, 28, 28.0),
    "STOPPED_LONG_AGO": (14, 8, 300, 28.0),
    "WEEKLY": (7, 8, 21, 21.0),
    "NOT_YET": (14, 8, 27, None),
    "WEEKLY_NOT_YET": (7, 8, 20, None),
    "PAYS_RARELY": (60, 6, 100, None),
    "FIVE_PAYMENTS": (7, 5, 300, None),
}


def history(ledger: Ledger, account: str, gap: int, times: int, since: int) -> Ledger:
    for turn in range(times):
        ledger.paid(account, 0, paid_on=ago(since + gap * turn))
    return ledger


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, (gap, times, since, _) in CASES.items():
        history(ledger, account, gap, times, since).invoice(account, 100, ago(5))
    history(ledger, "OWES_NOTHING", 7, 8, 100)
    history(ledger, "NOT_DUE", 7, 8, 100).invoice("NOT_DUE", 100, ago(0))
    history(ledger, "DISPUTES", 7, 8, 100).invoice("DISPUTES", 100, ago(9), disputed=True)
    history(ledger, "ON_ACCOUNT", 7, 8, 100).invoice("ON_ACCOUNT", 100, ago(5))
    ledger.pay("ON_ACCOUNT", None, 100, ago(3))
    return alarms(PAYMENT_STOPPED, ledger)


@pytest.mark.parametrize("account", CASES)
def test_silent_for_twice_its_usual_gap_and_three_weeks(found, account):
    *_, threshold = CASES[account]
    row = found.get(account)
    assert (row and row["threshold"]) == threshold
    assert (row and row["observed"]) == (threshold and CASES[account][2])


@pytest.mark.parametrize("account", ["OWES_NOTHING", "NOT_DUE", "DISPUTES"])
def test_who_owes_nothing_overdue_need_not_pay(found, account):
    assert account not in found


def test_money_not_yet_allocated_is_money(found):
    assert "ON_ACCOUNT" not in found
