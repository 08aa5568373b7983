"""Did the account suddenly buy much more than usual?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import Ledger, ago
from tests.analytics.warnings.alarm import alarms

from duly.analytics.warnings.order_spike import ORDER_SPIKE

# Purchases of 100 every 30 days, 30 to 330 days ago: 11 in the 301 days that are known before.
REGULAR = tuple((100, 30 * turn) for turn in range(1, 12))
USUAL = 1_100 / 301 * 30
CASES = {
    "SPIKE": (((300, 5),), 300 / USUAL),
    "SUM_OF_SMALL": (((100, 1), (100, 2), (100, 29)), 300 / USUAL),
    "NOT_QUITE": (((270, 5),), None),
    "AS_USUAL": (((100, 5),), None),
    "NOTHING": ((), None),
    "A_DAY_TOO_OLD": (((300, 30),), None),
    "TOMORROW": (((300, -1),), None),
}


def bought(ledger: Ledger, account: str, purchases, **more) -> Ledger:
    for units, days_ago in purchases:
        ledger.invoice(account, units, ago(days_ago - 30), **more)
    return ledger


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, (lately, _) in CASES.items():
        bought(bought(ledger, account, REGULAR), account, lately)
    bought(bought(ledger, "FOUR_BEFORE", REGULAR[:4]), "FOUR_BEFORE", ((900, 5),))
    bought(ledger, "NEW", [(100, 30 + 10 * turn) for turn in range(6)] + [(900, 5)])
    bought(bought(ledger, "CREDITED", REGULAR), "CREDITED", ((-900, 5),), kind="credit_note")
    bought(bought(ledger, "FOREIGN", REGULAR), "FOREIGN", ((900, 5),), currency="JPY")
    bought(ledger, "ORDERS", REGULAR).add(
        "orders", order_id="O1", account_id="ORDERS", currency="EUR",
        amount_units=900, placed_on=ago(2),
    )  # fmt: skip
    bought(ledger, "INVOICED", REGULAR).add(
        "orders", order_id="O2", account_id="INVOICED", currency="EUR",
        amount_units=900, placed_on=ago(20), invoiced_on=ago(10),
    )  # fmt: skip
    return alarms(ORDER_SPIKE, ledger)


@pytest.mark.parametrize("account", CASES)
def test_purchases_of_thirty_days_against_the_average_before(found, account):
    _, expected = CASES[account]
    row = found.get(account)
    assert (row and row["observed"]) == (expected and pytest.approx(expected))


def test_an_order_not_yet_invoiced_is_a_purchase_already(found):
    assert found["ORDERS"]["observed"] == pytest.approx(900 / USUAL)
    assert (found["ORDERS"]["about"], found["ORDERS"]["evidence_count"]) == ("EUR", 1)


@pytest.mark.parametrize("account", ["FOUR_BEFORE", "NEW", "CREDITED", "FOREIGN", "INVOICED"])
def test_little_history_and_what_is_no_purchase_give_no_alarm(found, account):
    assert account not in found
