"""Which items can still bring cash, and how much of each?"""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago
from tests.books import AS_OF as DAY
from tests.books import Shelf, few_books, random_books

from duly.analytics.cash_forecast.items import cash_items, cash_table
from duly.analytics.open_items import open_items, unapplied_cash


def three_open(ledger: Ledger, account: str) -> None:
    for units, days in ((100, 20), (60, 10), (40, -5)):
        ledger.invoice(account, units, ago(days))


def units_by_account(ledger: Ledger) -> dict[str, list[int]]:
    """What can come of the items of each account, in the order of their numbers."""
    found = cash_items(ledger.book(), as_of=AS_OF)
    by_account: dict[str, list[int]] = {}
    for account, units in zip(found.account_ids, found.units.tolist(), strict=True):
        by_account.setdefault(account, []).append(units)
    return by_account


CREDITS = {
    # given: in cash, by credit note -> what is left of 100 (the oldest), 60 and 40
    "NOTHING": (0, 0, [100, 60, 40]),
    "CASH": (30, 0, [70, 60, 40]),
    "NOTE": (0, 30, [70, 60, 40]),
    "CASH_OF_THE_OLDEST": (100, 0, [0, 60, 40]),
    "BOTH": (65, 65, [0, 30, 40]),
    "NEARLY_ALL": (0, 170, [0, 0, 30]),
    "MORE_THAN_OWED": (400, 100, [0, 0, 0]),
    "CASH_RETURNED": (-500, 0, [100, 60, 40]),
    "NOTE_FOR_CASH_RETURNED": (-30, 30, [100, 60, 40]),
}


@pytest.fixture(scope="module")
def credited():
    ledger = Ledger()
    for account, (cash, note, _) in CREDITS.items():
        three_open(ledger, account)
        ledger.pay(account, None, cash, ago(1))
        ledger.invoice(account, -note, ago(2), kind="credit_note")
    return units_by_account(ledger)


@pytest.mark.parametrize("account", CREDITS)
def test_credits_are_taken_off_the_oldest_items_first(credited, account):
    assert credited[account] == CREDITS[account][2]


TODAY, TOMORROW = ago(0), ago(-1)
NOT_OF_THESE = {
    "CASH_OF_ANOTHER": lambda ledger, _: ledger.pay("Z", None, 500, TODAY),
    "CASH_IN_YEN": lambda ledger, own: ledger.pay(own, None, 500, TODAY, currency="JPY"),
    "CASH_OF_NOBODY_KNOWN": lambda ledger, _: ledger.pay(None, None, 500, TODAY),
    "CASH_TOMORROW": lambda ledger, own: ledger.pay(own, None, 500, TOMORROW),
    "NOTE_OF_ANOTHER": lambda ledger, _: ledger.invoice("Z", -500, TODAY, kind="credit_note"),
    "NOTE_TOMORROW": lambda ledger, own: ledger.invoice(own, -500, ago(-31), kind="credit_note"),
    "INVOICE_TOMORROW": lambda ledger, own: ledger.invoice(own, 500, ago(-31)),
    "WRITTEN_OFF": lambda ledger, own: ledger.invoice(own, 500, TODAY, written_off_on=TODAY),
    "PAID": lambda ledger, own: ledger.invoice(own, 500, ago(9), parts=((500, 9),)),
}


@pytest.fixture(scope="module")
def untouched():
    ledger = Ledger()
    for account, more in NOT_OF_THESE.items():
        three_open(ledger, account)
        more(ledger, account)
    return units_by_account(ledger)


@pytest.mark.parametrize("account", NOT_OF_THESE)
def test_what_is_of_somebody_else_or_not_known_or_settled_changes_nothing(untouched, account):
    assert untouched[account] == [100, 60, 40]


def test_items_due_on_one_day_are_taken_by_number():
    ledger = Ledger().invoice("A", 100, ago(5)).invoice("A", 100, ago(5))
    assert units_by_account(ledger.pay("A", None, 100, ago(1))) == {"A": [0, 100]}


DISPUTES = {
    # of an item of 100: claimed (None: all of it), cash on account -> disputed of what can come
    "WHOLE": (None, 0, 100),
    "PART": (30, 0, 30),
    "PART_OF_LITTLE": (30, 90, 10),
    "OF_NOTHING": (None, 100, 0),
    "MORE_THAN_OPEN": (500, 0, 100),
}


@pytest.fixture(scope="module")
def disputed():
    ledger = Ledger()
    for account, (claimed, cash, _) in DISPUTES.items():
        ledger.invoice(account, 100, ago(5)).pay(account, None, cash, ago(1))
        number = ledger.rows["invoices"][-1]["invoice_id"]
        ledger.add("disputes", dispute_id=number, invoice_id=number, opened_on=ago(3),
                   amount_units=claimed)  # fmt: skip
    found = cash_items(ledger.book(), as_of=AS_OF)
    return dict(zip(found.account_ids, found.disputed_units.tolist(), strict=True))


@pytest.mark.parametrize("account", DISPUTES)
def test_what_is_disputed_lies_within_what_can_come(disputed, account):
    assert disputed[account] == DISPUTES[account][2]


def test_items_are_ordered_by_account_and_tell_how_late_they_are():
    ledger = Ledger().invoice("B", 1, ago(9), entity="E").invoice("A", 2, ago(-9), currency="JPY")
    found = cash_items(ledger.book(), as_of=AS_OF)
    assert list(found.account_ids) == ["A", "B"]
    assert list(found.entities) == [None, "E"]
    assert list(found.currencies) == ["JPY", "EUR"]
    assert found.past_due_days.tolist() == [-9, 9]


def test_an_empty_book_has_no_items():
    assert len(cash_items(Ledger().book(), as_of=AS_OF)) == 0


@pytest.fixture(scope="module")
def shelf():
    return Shelf(
        items=lambda book: cash_table(book, as_of=DAY),
        opened=lambda book: open_items(book, as_of=DAY),
        cash=lambda book: unapplied_cash(book, as_of=DAY),
    )


@few_books
@given(tables=random_books())
def test_what_can_come_is_what_is_open_less_what_was_given(shelf, tables):
    found = shelf.answers(tables)
    owed, given_units, come = Counter(), Counter(), Counter()
    for row in found["opened"]:
        held, sign = (owed, 1) if row["open_units"] > 0 else (given_units, -1)
        held[row["account_id"], row["currency"]] += sign * row["open_units"]
    for row in found["cash"]:
        given_units[row["account_id"], row["currency"]] += row["unapplied_units"]
    for row in found["items"]:
        come[row["account_id"], row["currency"]] += row["units"]
        assert 0 <= row["disputed_units"] <= row["units"]
    assert come == {key: max(0, owed[key] - max(0, given_units[key])) for key in owed}
