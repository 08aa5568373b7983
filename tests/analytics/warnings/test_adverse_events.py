"""Does a credit bureau report new judgments, liens or insolvency proceedings?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import Ledger, ago
from tests.analytics.warnings.alarm import alarms

from duly.analytics.warnings.adverse_events import ADVERSE_EVENTS

CASES = {
    # account: (events, days ago) ... -> now and usual, or None: quiet
    "NEW": (((0, 200), (1, 10)), (1.0, 0.0)),
    "MORE": (((1, 300), (2, 200), (3, 10)), (3.0, 2.0)),
    "THE_SAME": (((2, 200), (2, 10)), None),
    "FEWER": (((2, 200), (1, 10)), None),
    "NEVER": (((0, 200), (0, 10)), None),
    "FIRST_REPORT": (((1, 10),), (1.0, None)),
    "FIRST_AND_CLEAN": (((0, 10),), None),
    "STALE": (((0, 600), (5, 400)), None),
    "NOT_SAID": (((None, 200), (None, 10)), None),
}


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, (reports, _) in CASES.items():
        for events, days_ago in reports:
            ledger.add(
                "reports", account_id=account, bureau="Gate", received_on=ago(days_ago),
                adverse_events=events,
            )  # fmt: skip
    return alarms(ADVERSE_EVENTS, ledger)


@pytest.mark.parametrize("account", CASES)
def test_more_than_the_bureau_ever_reported_in_the_year_before(found, account):
    _, expected = CASES[account]
    row = found.get(account)
    assert expected == (row and (row["observed"], row["usual"]))
