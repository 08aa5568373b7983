"""Does the account buy much less than it used to?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import Ledger
from tests.analytics.warnings.alarm import alarms
from tests.analytics.warnings.test_order_spike import bought

from duly.analytics.warnings.shrinking_business import SHRINKING_BUSINESS

# The last 90 days are compared with 365 to 454 days ago, if the account was a customer then.
A_YEAR_AGO = ((300, 454), (300, 400), (300, 365))
BETWEEN = ((300, 300), (300, 250), (300, 200), (300, 150), (300, 100))
# 1,500 over the 211 days that a customer of 300 days was known before the last 90.
AVERAGE = 1_500 / 211 * 90
CASES = {
    "HALVED": ((*A_YEAR_AGO, *BETWEEN, (450, 10)), 0.5),
    "GONE": ((*A_YEAR_AGO, *BETWEEN), 0.0),
    "NOT_QUITE_HALVED": ((*A_YEAR_AGO, *BETWEEN, (451, 10)), None),
    "GROWING": ((*A_YEAR_AGO, *BETWEEN, (2_000, 10)), None),
    "SEASONAL": (((300, 454), *BETWEEN, (200, 10)), None),
    "OFF_SEASON": (((300, 460), *BETWEEN), None),
    "YOUNGER": ((*BETWEEN, (100, 10)), 100 / AVERAGE),
    "YOUNGER_AND_STEADY": ((*BETWEEN, (600, 10)), None),
    "FOUR_BEFORE": (BETWEEN[1:], None),
    "TOO_YOUNG": ([(300, 90 + turn) for turn in range(9)], None),
}


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, (purchases, _) in CASES.items():
        bought(ledger, account, purchases)
    return alarms(SHRINKING_BUSINESS, ledger)


@pytest.mark.parametrize("account", CASES)
def test_half_of_the_same_days_a_year_ago_or_of_the_average_before(found, account):
    _, expected = CASES[account]
    row = found.get(account)
    assert (row and row["observed"]) == (expected and pytest.approx(expected))
    assert (row is None) == (expected is None)
