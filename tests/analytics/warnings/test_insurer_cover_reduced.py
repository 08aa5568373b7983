"""Did a credit insurer reduce or withdraw its cover of the account?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import Ledger, ago
from tests.analytics.warnings.alarm import alarms

from duly.analytics.warnings.insurer_cover_reduced import INSURER_COVER_REDUCED

CASES = {
    # account: covers (limit, valid from and until, days ago) -> share left, or None: quiet
    "REDUCED": (((1_000, 400, 30), (600, 30, None)), 0.6),
    "WITHDRAWN": (((1_000, 400, 30),), 0.0),
    "ENDED_TODAY": (((1_000, 400, 0),), 0.0),
    "AT_THE_EDGE": (((1_000, 400, 30), (900, 30, None)), 0.9),
    "A_LITTLE_LESS": (((1_000, 400, 30), (901, 30, None)), None),
    "RENEWED": (((1_000, 400, 30), (1_000, 30, None)), None),
    "RAISED": (((1_000, 400, 30), (2_000, 30, None)), None),
    "UNCHANGED": (((1_000, 400, None),), None),
    "WILL_END": (((1_000, 400, -30),), None),
    "NEW": (((1_000, 30, None),), None),
    "NEW_AND_GONE": (((1_000, 60, 30),), None),
    "GONE_LONG_AGO": (((1_000, 400, 100),), None),
    "ONE_OF_TWO": (((1_000, 400, None), (1_000, 399, 30)), 0.5),
}


def cover(ledger, account, limit, valid_from, until, insurer="Harbour", currency="EUR"):
    ledger.add(
        "cover", account_id=account, insurer=insurer, policy=f"P{valid_from}", currency=currency,
        limit_units=limit, valid_from=ago(valid_from),
        valid_until=None if until is None else ago(until),
    )  # fmt: skip


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, (covers, _) in CASES.items():
        for limit, valid_from, until in covers:
            cover(ledger, account, limit, valid_from, until)
    for insurer, left in (("Harbour", 500), ("Anchor", 100)):
        cover(ledger, "MANY", 1_000, 400, 30, insurer=insurer)
        cover(ledger, "MANY", left, 30, None, insurer=insurer)
    cover(ledger, "OTHER_MONEY", 1_000, 400, 30)
    cover(ledger, "OTHER_MONEY", 9_000, 30, None, currency="USD")
    return alarms(INSURER_COVER_REDUCED, ledger)


@pytest.mark.parametrize("account", CASES)
def test_a_tenth_less_than_recently_or_nothing_at_all(found, account):
    _, expected = CASES[account]
    row = found.get(account)
    assert (row and row["observed"]) == expected


def test_of_several_insurers_the_largest_reduction_is_told(found):
    assert (found["MANY"]["about"], found["MANY"]["observed"]) == ("Anchor", 0.1)


def test_cover_in_another_currency_does_not_make_up_for_it(found):
    assert found["OTHER_MONEY"]["observed"] == 0.0
