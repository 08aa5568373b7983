"""Are the financial statements much weaker than the year before?"""

from __future__ import annotations

from datetime import date

import pytest
from tests.analytics.behaviour.ledger import Ledger
from tests.analytics.warnings.alarm import alarms

from duly.analytics.warnings.statement_deterioration import STATEMENT_DETERIORATION

# With assets and liabilities of 1,000 each, no current items and no retained earnings, Altman's
# Z'' is 6.72 x EBIT / 1,000 + 1.05 x equity / 1,000.
Z_CASES = {
    # account: EBIT the year before and now -> Z'' now, or None: quiet
    "FALLEN": (600, 400, 2.688),
    "A_LITTLE": (600, 500, None),
    "RISEN": (400, 600, None),
    "INTO_DISTRESS": (180, 160, 1.0752),
    "IN_DISTRESS_BEFORE": (160, 140, None),
    "DEEPER_IN_DISTRESS": (160, 0, 0.0),
    "NO_YEAR_BEFORE": (None, 0, None),
}


def statement(ledger: Ledger, account: str, year: int, *, ebit: int = 0, equity: int = 0):
    nothing = dict.fromkeys(("current_assets", "current_liabilities", "retained_earnings"), 0)
    lines = {"total_assets": 1_000, "total_liabilities": 1_000, "ebit": ebit, "equity": equity}
    units = {f"{name}_units": amount for name, amount in (nothing | lines).items()}
    ledger.add(
        "statements", account_id=account, period_end=date(year, 12, 31), currency="EUR",
        months=12, known_on=date(year + 1, 4, 30), **units,
    )  # fmt: skip


@pytest.fixture(scope="module")
def weaker():
    ledger = Ledger()
    for account, (before, now, _) in Z_CASES.items():
        for year, ebit in ((2024, before), (2025, now)):
            if ebit is not None:
                statement(ledger, account, year, ebit=ebit)
    return alarms(STATEMENT_DETERIORATION, ledger)


@pytest.mark.parametrize("account", Z_CASES)
def test_a_score_one_point_lower_or_newly_in_distress(weaker, account):
    *_, expected = Z_CASES[account]
    row = weaker.get(account)
    assert (row and row["observed"]) == (expected and pytest.approx(expected))
    assert (row is None) == (expected is None)


def test_it_says_which_zone_and_which_year(weaker):
    row = weaker["INTO_DISTRESS"]
    assert (row["about"], row["since_on"], row["threshold"]) == (
        "distress",
        date(2025, 12, 31),
        1.1,
    )
    assert weaker["FALLEN"]["about"] == "safe"
