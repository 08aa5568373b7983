"""On which weekday, on which day of the month and in what rhythm does an account pay?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.analytics.behaviour.ledger import Ledger, day, rows

from duly.analytics.behaviour import payment_runs
from duly.analytics.settlements import payment_parts

MONDAY = date(2025, 1, 6)
MONTH_ENDS = [date(2025, month + 1, 1) - timedelta(days=1) for month in range(1, 12)]


def every(days: int, times: int) -> list[date]:
    return [MONDAY + timedelta(days=days * turn) for turn in range(times)]


HISTORIES = {
    "WEEKLY": every(7, 10),
    "FORTNIGHTLY": every(14, 8),
    "MONTH_END": MONTH_ENDS,
    "FIFTEENTH": [date(2025, month, 15) for month in range(1, 9)],
    "FIVE_DAYS": every(7, 5),
    "SIX_DAYS": every(7, 6),
    "SAME_DAY": [MONDAY] * 20,
    "NO_RHYTHM": [MONDAY + timedelta(days=n) for n in (0, 1, 4, 24, 45, 70, 71, 112)],
    "HALF": [MONDAY + timedelta(days=n) for n in (0, 7, 14, 21, 71, 121, 171)],
    "HOLIDAY": [*every(7, 4), MONDAY + timedelta(days=29), *every(7, 9)[5:]],
}


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, days in HISTORIES.items():
        for paid_on in days:
            ledger.paid(account, 0, paid_on=paid_on)
    table = payment_runs(payment_parts(ledger.book(), as_of=day("2026-06-30")))
    return {row["account_id"]: row for row in rows(table)}


@pytest.mark.parametrize(
    ("account", "rhythm", "count", "share", "gap"),
    [
        ("WEEKLY", "weekly", 9, 1.0, 7.0),
        ("SIX_DAYS", "weekly", 5, 1.0, 7.0),
        ("FORTNIGHTLY", "fortnightly", 7, 1.0, 14.0),
        ("MONTH_END", "monthly", 10, 1.0, 30.5),
        ("FIFTEENTH", "monthly", 7, 1.0, 31.0),
        ("HOLIDAY", "weekly", 8, 1.0, 7.0),
        ("HALF", "weekly", 3, 0.5, 28.5),
        ("NO_RHYTHM", "none", 0, 0.0, 20.0),
        ("FIVE_DAYS", None, None, None, None),
        ("SAME_DAY", None, None, None, None),
    ],
)
def test_the_rhythm_is_that_of_half_of_the_gaps_at_least(found, account, rhythm, count, share, gap):
    row = found[account]
    assert row["rhythm"] == rhythm
    assert (row["rhythm_count"], row["rhythm_share"]) == (count, share)
    assert row["usual_gap_days"] == gap


@pytest.mark.parametrize(
    ("account", "weekday", "share"),
    [("WEEKLY", 1, 1.0), ("HOLIDAY", 1, 8 / 9), ("FIVE_DAYS", None, None), ("FIFTEENTH", 2, 0.25)],
)
def test_the_commonest_weekday_and_its_share(found, account, weekday, share):
    assert (found[account]["weekday"], found[account]["weekday_share"]) == (weekday, share)


@pytest.mark.parametrize(
    ("account", "day_of_month", "share"),
    [("MONTH_END", 31, 1.0), ("FIFTEENTH", 15, 1.0), ("SAME_DAY", None, None)],
)
def test_the_last_day_of_any_month_is_one_and_the_same_day(found, account, day_of_month, share):
    row = found[account]
    assert (row["day_of_month"], row["day_of_month_share"]) == (day_of_month, share)


def test_many_invoices_paid_on_one_day_are_one_run(found):
    assert found["SAME_DAY"]["payment_day_count"] == 1


def test_a_tie_goes_to_the_earlier_day(found):
    # The fifteenths are two Tuesdays, two Saturdays and four days that come once.
    assert found["FIFTEENTH"]["weekday"] == 2
    assert found["WEEKLY"]["day_of_month_count"] == 2
    assert found["WEEKLY"]["day_of_month"] == 3
