"""Does an account pay later, or less steadily, than it used to?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago, rows

from duly.analytics.behaviour import trend
from duly.analytics.settlements import paid_invoices, payment_parts

CASES = {
    # account: (days late before, days late recently) -> change of the mean, signed, direction
    "SAME": ((5, 5), (5, 5), 0.0, 0.0, 0),
    "LATER": ((0, 2), (10, 20), 14.0, 14.0, 1),
    "EARLIER": ((10, 20), (0, 2), -14.0, -14.0, -1),
    "LESS_EARLY": ((-20, -20), (-5, -5), 0.0, 15.0, 1),
    "ONLY_NOW": ((), (9, 9), None, None, None),
    "ONLY_BEFORE": ((9, 9), (), None, None, None),
}


@pytest.fixture(scope="module")
def found():
    ledger = Ledger()
    for account, (before, recent, *_) in CASES.items():
        for late in before:
            ledger.paid(account, late, paid_on=ago(200))
        for late in recent:
            ledger.paid(account, late, paid_on=ago(10))
    ledger.paid("LONG_AGO", 9, paid_on=ago(365))
    ledger.paid("EDGES", 1, paid_on=ago(89)).paid("EDGES", 2, paid_on=ago(90))
    ledger.paid("EDGES", 3, paid_on=ago(364)).paid("EDGES", 99, paid_on=ago(365))
    ledger.paid("BIG", 0, paid_on=ago(200), units=100).paid("BIG", 0, paid_on=ago(10), units=900)
    ledger.paid("BIG", 40, paid_on=ago(10), units=100)
    ledger.paid("WILD", 10, paid_on=ago(200)).paid("WILD", 10, paid_on=ago(200))
    ledger.paid("WILD", 0, paid_on=ago(10)).paid("WILD", 20, paid_on=ago(10))
    book = ledger.book()
    paid, parts = paid_invoices(book, as_of=AS_OF), payment_parts(book, as_of=AS_OF)
    return {row["account_id"]: row for row in rows(trend(paid, parts, as_of=AS_OF))}


@pytest.mark.parametrize("account", CASES)
def test_the_change_is_recent_less_before(found, account):
    before, recent, mean, signed, direction = CASES[account]
    row = found[account]
    assert (row["before_count"], row["recent_count"]) == (len(before), len(recent))
    assert row["change_mean_days_late"] == mean
    assert row["change_mean_signed_days_late"] == signed
    assert row["direction"] == direction


def test_what_was_paid_before_the_history_is_not_looked_at(found):
    assert "LONG_AGO" not in found


def test_the_recent_days_end_where_the_time_before_begins(found):
    row = found["EDGES"]
    assert (row["recent_count"], row["before_count"]) == (1, 2)
    assert (row["recent_mean_days_late"], row["before_mean_days_late"]) == (1.0, 2.5)


def test_by_amount_a_small_late_invoice_weighs_little(found):
    assert found["BIG"]["change_mean_days_late"] == 20.0
    assert found["BIG"]["change_weighted_days_late"] == 4.0


def test_paying_less_steadily_shows_though_the_mean_stays(found):
    assert found["WILD"]["direction"] == 0
    assert found["WILD"]["change_std_days_late"] == pytest.approx(14.1421356)


def test_one_payment_has_no_spread(found):
    assert found["BIG"]["before_std_days_late"] is None
    assert found["BIG"]["change_std_days_late"] is None
