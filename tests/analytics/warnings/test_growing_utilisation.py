"""Does the account use much more of its limit than it did?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import Ledger, ago
from tests.analytics.warnings.alarm import alarms

from duly.analytics.warnings.growing_utilisation import GROWING_UTILISATION

CASES = {
    # account: (limit, open since a year, bought lately) -> now and before, or None: quiet
    "GROWS": (1_000, 300, 600, (0.9, 0.3)),
    "AT_THE_EDGE": (1_000, 550, 250, (0.8, 0.55)),
    "TOO_LITTLE_GROWTH": (1_000, 700, 200, None),
    "STILL_LOW": (1_000, 100, 600, None),
    "ALWAYS_FULL": (1_000, 1_200, 0, None),
    "WITHOUT_LIMIT": (None, 300, 600, None),
    "LIMIT_OF_NOUGHT": (0, 300, 600, None),
    "NEW": (1_000, 0, 900, None),
}


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, (limit, before, now, _) in CASES.items():
        ledger.add("accounts", account_id=account, currency="EUR", credit_limit_units=limit)
        for units, days_ago in ((before, 300), (now, 20)):
            if units:
                ledger.invoice(account, units, ago(days_ago))
    ledger.add("accounts", account_id="PAID_THEN", currency="EUR", credit_limit_units=1_000)
    ledger.paid("PAID_THEN", 0, paid_on=ago(300), units=500).invoice("PAID_THEN", 900, ago(10))
    ledger.add("accounts", account_id="OTHER_MONEY", currency="EUR", credit_limit_units=1_000)
    ledger.invoice("OTHER_MONEY", 1, ago(300)).invoice("OTHER_MONEY", 9_999, ago(1), currency="JPY")
    return alarms(GROWING_UTILISATION, ledger)


@pytest.mark.parametrize("account", CASES)
def test_much_of_the_limit_and_much_more_than_before(found, account):
    *_, expected = CASES[account]
    row = found.get(account)
    assert expected == (row and (row["observed"], row["usual"]))


def test_a_customer_that_owed_nothing_then_has_a_history_all_the_same(found):
    assert (found["PAID_THEN"]["observed"], found["PAID_THEN"]["usual"]) == (0.9, 0.0)
    assert found["PAID_THEN"]["about"] == "EUR"


def test_exposure_in_another_currency_is_not_measured_against_the_limit(found):
    assert "OTHER_MONEY" not in found
