"""Did the account break its word more than once of late?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.analytics.behaviour.ledger import Ledger, ago
from tests.analytics.warnings.alarm import alarms

from duly.analytics.warnings.broken_promises import BROKEN_PROMISES

CASES = {
    # account: days ago of deadlines missed -> broken lately and in the year before, or None
    "TWICE": ((50, 100), (2, 0)),
    "THRICE": ((50, 100, 400), (2, 1)),
    "ONCE": ((50,), None),
    "LONG_AGO": ((50, 365, 400), None),
    "NEVER": ((), None),
}


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, deadlines in [(name, case[0]) for name, case in CASES.items()]:
        for days_ago in deadlines:
            promise(ledger, account, days_ago)
    for days_ago in (50, 100):
        promise(ledger, "KEPT", days_ago).pay("KEPT", None, 100, ago(days_ago))
    for days_ago in (-1, 0):
        promise(ledger, "OPEN", days_ago)
    return alarms(BROKEN_PROMISES, ledger)


def promise(ledger: Ledger, account: str, deadline: int) -> Ledger:
    due = ago(deadline) - timedelta(days=3)
    return ledger.add(
        "promises", promise_id=f"{account}-{deadline}", account_id=account, currency="EUR",
        amount_units=100, made_on=due - timedelta(days=5), due_on=due,
    )  # fmt: skip


@pytest.mark.parametrize("account", CASES)
def test_two_broken_within_a_year(found, account):
    _, expected = CASES[account]
    row = found.get(account)
    assert expected == (row and (row["observed"], row["usual"]))


@pytest.mark.parametrize("account", ["KEPT", "OPEN"])
def test_kept_and_open_promises_are_no_alarm(found, account):
    assert account not in found


def test_since_is_the_first_of_those_it_broke_lately(found):
    assert found["THRICE"]["since_on"] == ago(103)
