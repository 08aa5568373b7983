"""Did the account lose its equity since the year before?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import Ledger
from tests.analytics.warnings.alarm import alarms
from tests.analytics.warnings.test_statement_deterioration import statement

from duly.analytics.warnings.negative_equity import NEGATIVE_EQUITY

CASES = {
    # account: equity the year before and now, of assets of 1,000 -> share now, or None: quiet
    "LOST": (100, -50, -0.05),
    "NONE_BEFORE": (0, -50, -0.05),
    "LOST_BEFORE": (-50, -100, None),
    "REGAINED": (-50, 100, None),
    "KEPT": (100, 0, None),
    "FIRST_SEEN": (None, -50, None),
}


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, (before, now, _) in CASES.items():
        for year, equity in ((2024, before), (2025, now)):
            if equity is not None:
                statement(ledger, account, year, equity=equity)
    return alarms(NEGATIVE_EQUITY, ledger)


@pytest.mark.parametrize("account", CASES)
def test_equity_below_nought_that_was_not_so_a_year_before(found, account):
    *_, expected = CASES[account]
    row = found.get(account)
    assert (row and row["observed"]) == expected
