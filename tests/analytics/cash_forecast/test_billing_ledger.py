"""What was billed on each day, and on which days did its money come?"""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago
from tests.analytics.cash_forecast.certainties import billed, weekly

from duly.analytics.cash_forecast.billing_ledger import (
    LONGEST_DAYS,
    BillingLedger,
    billing_ledger,
    paid_within,
)
from duly.analytics.foresight.moments import number_of_day

TODAY = number_of_day(AS_OF)
ENDS = np.array([1, 7, 14])


def known(ledger: Ledger, days_ago: int = 0) -> BillingLedger:
    return billing_ledger(ledger.book(), as_of=ago(days_ago))


def on_ages(**units: float) -> np.ndarray:
    weights = np.zeros(40)
    for age, amount in units.items():
        weights[int(age.strip("d"))] = amount
    return weights


def test_the_share_paid_is_that_of_kaplan_and_meier():
    """Handbook 10 section 4: 10e, 15e, 20c, 25e, 30c gives S .8 .6 .6 .3 .3."""
    share = paid_within(on_ages(d10=1, d15=1, d25=1), on_ages(d20=1, d30=1))
    assert share[[9, 10, 15, 20, 25, 30]] == pytest.approx([0, 0.2, 0.4, 0.4, 0.7, 0.7])


@pytest.mark.parametrize(
    ("paid", "still_open", "share"),
    [
        ({"d10": 1}, {"d10": 1}, 0.5),  # open on the day itself: it was at risk of being paid
        ({"d10": 1}, {"d9": 1}, 1.0),  # last seen open the day before: it was not
        ({"d10": 50}, {"d10": 150}, 0.25),  # in money, not in numbers
        ({"d10": 1}, {}, 1.0),
        ({}, {"d10": 1}, 0.0),
        ({}, {}, 0.0),
        ({"d5": 100, "d8": -50}, {"d10": 50}, 1.0),  # money taken back
    ],
)
def test_ties_and_edges_of_what_is_paid_within_ten_days(paid, still_open, share):
    assert paid_within(on_ages(**paid), on_ages(**still_open))[10] == pytest.approx(share)


@given(st.lists(st.tuples(st.integers(-9, 99), st.integers(0, 99)), min_size=1, max_size=30))
def test_the_share_paid_never_falls_and_stays_a_share(rows):
    paid, still_open = np.array(rows, dtype=np.float64).T
    share = paid_within(paid, still_open)
    assert np.all(np.diff(share) >= 0)
    assert 0 <= share.min() <= share.max() <= 1


def test_credit_notes_are_taken_off_and_not_counted_as_never_paid():
    ledger = billed(Ledger(), 20, 1000, parts=((800, -20),))
    billed(ledger, 20, -200, kind="credit_note")
    ledger.add("allocations", invoice_id="I00000", amount_units=200, allocated_on=ago(5),
               credit_note_id="I00001")  # fmt: skip
    found = known(ledger)
    assert found.billed(TODAY, days=21, whole=True).sum() == 800
    assert found.paid_by_age(TODAY)[0, [9, 10, LONGEST_DAYS]].tolist() == [0, 1, 1]


@pytest.mark.parametrize(
    ("days_ago", "paid"),
    [(364, 0.5), (365, 0.0)],  # of invoices older than a year nothing is learned
)
def test_how_fast_money_comes_is_learned_from_a_year(days_ago, paid):
    ledger = billed(Ledger(), days_ago, parts=((700, -25),))
    assert known(billed(ledger, 6)).paid_by_age(TODAY)[0, 5] == paid


@pytest.mark.parametrize("days_ago", [0, 8])
def test_what_happens_later_is_not_told_of_a_day(days_ago):
    """Neither by a ledger that ends on the day, nor by one that goes on."""
    ledger = weekly(12)
    then = known(ledger, days_ago)
    ledger.pay("A", "I00000", 700, AS_OF + timedelta(days=1))
    later, day = known(billed(ledger, -1, 9_999), -5), TODAY - days_ago
    for whole in (True, False):
        one, other = (some.billed(day, days=70, whole=whole) for some in (then, later))
        assert one.tolist() == other.tolist()
    assert then.paid_by_age(day).tolist() == later.paid_by_age(day).tolist()


@pytest.mark.parametrize(
    ("paid_after", "spans"), [(0, [70, 0, 0]), (1, [0, 70, 0]), (9, [0, 0, 70]), (14, [0, 0, 0])]
)
def test_cash_of_what_is_billed_after_a_day_comes_in_its_span(paid_after, spans):
    """Billed on the first day after it."""
    ledger = billed(Ledger(), 19, 70, parts=((70, paid_after - 30),))
    billed(ledger, 20, 7, parts=((7, -26),))  # on the day itself: that is no later
    assert known(ledger).came(TODAY - 20, ENDS).tolist() == [spans]


def test_cash_that_lay_there_before_does_not_come_again():
    ledger = billed(Ledger(), 19, 70).pay("A", None, 70, ago(21))
    ledger.add("allocations", invoice_id="I00000", amount_units=70, allocated_on=ago(18),
               payment_id="P00000")  # fmt: skip
    assert known(ledger).came(TODAY - 20, ENDS).tolist() == [[0, 0, 0]]


def test_billing_begins_where_the_weeks_are_as_full_as_usual():
    """An export began with two older invoices that were still open."""
    ledger = billed(billed(Ledger(), 200), 150)
    for days_ago in range(60):
        billed(ledger, days_ago)
    assert known(ledger).first_day == TODAY - 62  # a week from there has half of what is usual
    assert known(weekly(3)).first_day == TODAY - 14
    assert known(Ledger()).first_day is None


def test_an_empty_book_has_no_keys():
    found = known(Ledger())
    assert found.keys == ()
    assert found.paid_by_age(TODAY).shape == (0, LONGEST_DAYS + 1)
    assert found.came(TODAY, ENDS).shape == (0, 3)
