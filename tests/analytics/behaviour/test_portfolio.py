"""How is the whole book paid, how are the days late spread, and who is slowest?"""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago, few_books, only, rows

from duly.analytics.behaviour import (
    behaviour,
    book_behaviour,
    days_late_histogram,
    portfolio_behaviour,
    slowest_accounts,
)
from duly.analytics.settlements import paid_invoices, payment_parts


def tables(ledger: Ledger):
    book = ledger.book()
    return paid_invoices(book, as_of=AS_OF), payment_parts(book, as_of=AS_OF)


@pytest.fixture(scope="module")
def mixed():
    ledger = Ledger().paid("A", 10, paid_on=ago(5)).paid("B", -10, paid_on=ago(200))
    return tables(ledger.paid("A", 40, paid_on=ago(5), currency="USD", units=300))


def test_currencies_are_told_apart(mixed):
    table = portfolio_behaviour(*mixed, as_of=AS_OF)
    euro = only(table, currency="EUR", window="all")
    assert (euro["paid_count"], euro["paid_units"], euro["mean_days_late"]) == (2, 200, 5.0)
    assert (euro["weighted_signed_days_late"], euro["median_days_late"]) == (0.0, 0.0)
    assert only(table, currency="USD", window="90")["weighted_days_late"] == 40.0


def test_a_window_without_payments_is_there_and_empty(mixed):
    ledger = tables(Ledger().paid("A", 1, paid_on=ago(200)))
    row = only(portfolio_behaviour(*ledger, as_of=AS_OF), window="90")
    assert (row["paid_count"], row["late_share"], row["median_days_late"]) == (0, None, None)


def test_the_whole_book_counts_invoices_and_adds_no_money(mixed):
    row = only(book_behaviour(*mixed, as_of=AS_OF), window="all")
    assert (row["paid_count"], row["late_count"]) == (3, 2)
    assert (row["mean_days_late"], row["median_days_late"]) == (50 / 3, 10.0)
    assert not {"paid_units", "weighted_days_late", "currency"} & row.keys()


def test_a_book_without_payments_has_no_behaviour():
    ledger = tables(Ledger().invoice("A", 100, ago(50)))
    assert rows(portfolio_behaviour(*ledger, as_of=AS_OF)) == []
    assert rows(book_behaviour(*ledger, as_of=AS_OF)) == []
    assert rows(days_late_histogram(ledger[0])) == []


@pytest.mark.parametrize(
    ("late", "start", "end"),
    [
        (-99, None, -31),
        (-31, None, -31),
        (-30, -30, -15),
        (-1, -7, -1),
        (0, 0, 0),
        (1, 1, 7),
        (90, 61, 90),
        (91, 91, None),
    ],
)
def test_each_day_late_falls_into_one_bin(late, start, end):
    table = days_late_histogram(tables(Ledger().paid("A", late, paid_on=ago(5), terms=200))[0])
    filled = [row for row in rows(table) if row["paid_count"]]
    assert [(row["from_days"], row["to_days"]) for row in filled] == [(start, end)]


@few_books
@given(lates=st.lists(st.integers(-40, 100), min_size=1, max_size=30))
def test_the_bins_hold_every_paid_invoice_once_and_leave_no_gap(lates):
    ledger = Ledger()
    for late in lates:
        ledger.paid("A", late, paid_on=ago(5), terms=60)
    bins = rows(days_late_histogram(tables(ledger)[0]))
    assert sum(row["paid_count"] for row in bins) == len(lates)
    for before, after in itertools.pairwise(bins):
        assert after["from_days"] == before["to_days"] + 1
    for row in bins:
        low, high = row["from_days"], row["to_days"]
        inside = [x for x in lates if (low is None or x >= low) and (high is None or x <= high)]
        assert row["paid_count"] == len(inside)


def test_the_slowest_come_first_and_little_evidence_or_punctuality_keeps_out():
    ledger = Ledger()
    for account, late, times in (("SLOW", 9, 3), ("SLOWER", 30, 3), ("ONCE", 99, 2), ("OK", 0, 9)):
        for _ in range(times):
            ledger.paid(account, late, paid_on=ago(5))
    found = slowest_accounts(behaviour(*tables(ledger), as_of=AS_OF))
    assert [row["account_id"] for row in rows(found)] == ["SLOWER", "SLOW"]
