"""Does a credit bureau think less of the account than it did?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import Ledger, ago
from tests.analytics.warnings.alarm import alarms

from duly.analytics.warnings.bureau_deterioration import BUREAU_DETERIORATION

CASES = {
    # account: (score, days ago) ... on a scale from 0 to 100 -> fall, or None: quiet
    "FALLEN": (((80, 200), (60, 10)), 0.2),
    "AT_THE_EDGE": (((80, 200), (70, 10)), 0.1),
    "A_LITTLE": (((80, 200), (71, 10)), None),
    "RISEN": (((60, 200), (80, 10)), None),
    "FROM_THE_HIGHEST": (((70, 300), (90, 200), (60, 10)), 0.3),
    "RECOVERED": (((90, 300), (50, 200), (85, 10)), None),
    "ONLY_ONE": (((10, 10),), None),
    "HIGH_LONG_AGO": (((90, 366), (50, 200), (50, 10)), None),
    "STALE": (((90, 600), (50, 400)), None),
    "TO_COME": (((80, 10), (10, -1)), None),
    "NO_SCORE": (((80, 200), (None, 10)), None),
}


def report(ledger, account, score, days_ago, bureau="Gate", low=0.0, high=100.0):
    ledger.add(
        "reports", account_id=account, bureau=bureau, received_on=ago(days_ago),
        score=score, score_min=low, score_max=high,
    )  # fmt: skip


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, (reports, _) in CASES.items():
        for score, days_ago in reports:
            report(ledger, account, score, days_ago)
    for score, days_ago in ((200, 200), (350, 10)):  # 600 is the worst of this scale
        report(ledger, "LOW_IS_GOOD", score, days_ago, low=600.0, high=100.0)
        report(ledger, "NO_SCALE", -score, days_ago, low=None, high=None)
        report(ledger, "FLAT_SCALE", -score, days_ago, low=0.0, high=0.0)
    for bureau, score in (("Gate", 60), ("Arch", 20), ("Wall", 20)):
        report(ledger, "MANY", 80, 200, bureau=bureau)
        report(ledger, "MANY", score, 10, bureau=bureau)
    report(ledger, "OTHER_BUREAU", 80, 200, bureau="Gate")
    report(ledger, "OTHER_BUREAU", 20, 10, bureau="Arch")
    return alarms(BUREAU_DETERIORATION, ledger)


@pytest.mark.parametrize("account", CASES)
def test_a_tenth_of_the_scale_below_the_highest_of_a_year(found, account):
    _, expected = CASES[account]
    row = found.get(account)
    assert (row and row["observed"]) == (expected and pytest.approx(expected))


def test_a_scale_on_which_low_is_good_is_read_from_its_ends(found):
    assert found["LOW_IS_GOOD"]["observed"] == pytest.approx(0.3)


@pytest.mark.parametrize("account", ["NO_SCALE", "FLAT_SCALE", "OTHER_BUREAU"])
def test_what_cannot_be_compared_is_no_alarm(found, account):
    assert account not in found


def test_of_several_bureaus_the_largest_fall_is_told_and_ties_go_by_name(found):
    assert (found["MANY"]["about"], found["MANY"]["since_on"]) == ("Arch", ago(10))
