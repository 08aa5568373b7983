"""What cash did come in the weeks after a day, of items open on it and of later ones?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago
from tests.analytics.cash_forecast.certainties import horizon, items

from duly.analytics.cash_forecast.actual import past_cash

WEEKS = horizon(weeks=2)


def came(ledger: Ledger) -> dict[str, list[list[float]]]:
    cash = past_cash(ledger.book(), since=WEEKS.as_of, until=ago(-30))
    found = cash.by_currency(WEEKS)
    return {currency: table.tolist() for currency, table in found.items()}


@pytest.mark.parametrize(
    ("day", "weeks"),
    [
        (0, None),  # the day itself was known
        (1, [50, 0]),
        (7, [50, 0]),
        (8, [0, 50]),
        (14, [0, 50]),
        (15, None),  # beyond the weeks that are looked at
        (-3, None),
    ],
)
def test_cash_counts_in_the_week_of_its_allocation(day, weeks):
    ledger = Ledger().invoice("A", 100, ago(0), parts=((50, day),))
    assert came(ledger) == ({} if weeks is None else {"EUR": [weeks, [0, 0]]})


@pytest.mark.parametrize(
    ("issued_ago", "table"),
    [(1, [[50, 0], [0, 0]]), (0, [[50, 0], [0, 0]]), (-1, [[0, 0], [50, 0]])],
)
def test_items_open_on_the_day_are_told_apart_from_later_ones(issued_ago, table):
    ledger = Ledger().invoice("A", 100, ago(issued_ago - 30)).pay("A", "I00000", 50, ago(-5))
    assert came(ledger) == {"EUR": table}


def test_currencies_are_never_added():
    ledger = Ledger()
    for currency, units in (("EUR", 100), ("JPY", 7), ("EUR", 20)):
        ledger.invoice("A", units, ago(0), parts=((units, 3),), currency=currency)
    assert came(ledger) == {"EUR": [[120, 0], [0, 0]], "JPY": [[7, 0], [0, 0]]}


def test_what_was_credited_is_no_cash():
    ledger = Ledger().invoice("A", 100, ago(0)).invoice("A", -100, ago(0), kind="credit_note")
    ledger.add("allocations", invoice_id="I00000", amount_units=100, allocated_on=ago(-3),
               credit_note_id="I00001")  # fmt: skip
    assert came(ledger) == {}


@pytest.mark.parametrize(
    ("received_ago", "table"), [(1, None), (0, None), (-1, [[100, 0], [0, 0]])]
)
def test_cash_that_lay_there_unallocated_does_not_come_again(received_ago, table):
    """The forecast takes it off the items: see `cash_items`."""
    ledger = Ledger().invoice("A", 100, ago(0)).pay("A", None, 100, ago(received_ago))
    ledger.add("allocations", invoice_id="I00000", amount_units=100, allocated_on=ago(-3),
               payment_id="P00000")  # fmt: skip
    assert came(ledger) == ({} if table is None else {"EUR": table})


def test_cash_allocated_on_the_day_before_it_was_received_was_expected_no_more():
    ledger = Ledger().invoice("A", 100, ago(0)).pay("A", None, 100, ago(-1))
    ledger.add("allocations", invoice_id="I00000", amount_units=100, allocated_on=ago(0),
               payment_id="P00000")  # fmt: skip
    assert came(ledger) == {}


def test_cash_that_nobody_allocated_is_not_counted():
    assert came(Ledger().invoice("A", 100, ago(0)).pay("A", None, 100, ago(-3))) == {}


def test_of_an_empty_book_nothing_came():
    assert came(Ledger()) == {}


def test_what_comes_of_each_item_is_told_by_week():
    ledger = Ledger().invoice("A", 100, ago(0), parts=((30, 2), (50, 9), (20, 40)))
    ledger.invoice("B", 70, ago(0)).invoice("C", 7, ago(0), parts=((7, 3),))
    cash = past_cash(ledger.book(), since=AS_OF, until=ago(-60))
    held = items(("A", 0, 100), ("B", 0, 70))
    held.invoice_ids[:] = ["I00000", "I00001"]
    assert cash.of_items(held, WEEKS).tolist() == [[30, 50], [0, 0]]


@pytest.mark.parametrize(("until", "units"), [(3, 0), (2, 0), (1, 0), (-2, 50), (-30, 50)])
def test_what_comes_later_than_is_looked_at_is_not_known(until, units):
    ledger = Ledger().invoice("A", 100, ago(20), parts=((50, 22),))
    cash = past_cash(ledger.book(), since=ago(10), until=ago(until))
    assert cash.units.sum() == units
