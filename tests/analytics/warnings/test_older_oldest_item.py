"""Does the account let an item stand far longer than it ever did?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import Ledger, ago
from tests.analytics.warnings.alarm import alarms

from duly.analytics.warnings.older_oldest_item import OLDER_OLDEST_ITEM

CASES = {
    # account: (days late of paid ones, days past due of open ones) -> observed, threshold, or None
    "OLDER": ((0, 2, 5, 9, 12), (10, 45), (45.0, 30.0)),
    "AT_THE_EDGE": ((0,) * 5, (30,), (30.0, 30.0)),
    "NOT_OLD": ((0,) * 5, (29,), None),
    "USUALLY_LATE": ((0, 0, 0, 0, 40), (79,), None),
    "LATER_STILL": ((0, 0, 0, 0, 40), (80,), (80.0, 80.0)),
    "ALWAYS_EARLY": ((-9,) * 5, (31,), (31.0, 30.0)),
    "NOT_DUE": ((0,) * 5, (0,), None),
    "ALL_PAID": ((0,) * 5, (), None),
    "LITTLE_HISTORY": ((0,) * 4, (90,), None),
}


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, (paid, overdue, _) in CASES.items():
        for late in paid:
            ledger.paid(account, late, paid_on=ago(100))
        for days in overdue:
            ledger.invoice(account, 100, ago(days))
    for account, paid_on in (("DISPUTED", ago(100)), ("LONG_AGO", ago(365)), ("CREDIT", ago(100))):
        for _ in range(5):
            ledger.paid(account, 0, paid_on=paid_on)
    ledger.invoice("DISPUTED", 100, ago(90), disputed=True).invoice("LONG_AGO", 100, ago(90))
    ledger.invoice("CREDIT", -100, ago(90), kind="credit_note")
    return alarms(OLDER_OLDEST_ITEM, ledger)


@pytest.mark.parametrize("account", CASES)
def test_a_month_overdue_and_twice_its_usual_worst(found, account):
    *_, expected = CASES[account]
    row = found.get(account)
    assert expected == (row and (row["observed"], row["threshold"]))


def test_it_names_the_item_and_since_when_it_is_due(found):
    row = found["OLDER"]
    assert (row["since_on"], row["usual"], row["evidence_count"]) == (ago(45), 12.0, 5)
    assert row["about"].startswith("I")


@pytest.mark.parametrize("account", ["DISPUTED", "LONG_AGO", "CREDIT"])
def test_disputed_items_credit_notes_and_stale_history_give_no_alarm(found, account):
    assert account not in found
