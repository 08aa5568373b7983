"""How much of the open items is promised, for which day, and how good is the promise?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago, few_books
from tests.books import AS_OF as DAY
from tests.books import book_of, random_books

from duly.analytics.cash_forecast.items import cash_items
from duly.analytics.cash_forecast.promised import PromisedParts, promised_parts
from duly.book.tables import Book

USUAL = 0.6
# Every account owes 100 that were due 20 days ago, 60 due 10 days ago and 40 due tomorrow:
# the items OLD, MID and NEW.
OWED = {"OLD": (100, 20), "MID": (60, 10), "NEW": (40, -1)}


def owing(ledger: Ledger, account: str) -> Ledger:
    for name, (units, days) in OWED.items():
        ledger.add(
            "invoices", invoice_id=f"{account}-{name}", account_id=account, currency="EUR",
            amount_units=units, issued_on=ago(days + 30), due_on=ago(days),
        )  # fmt: skip
    return ledger


def promise(
    ledger: Ledger, account: str, units: int = 100, *, due_in: int = 5, made: int = 2,
    currency: str = "EUR", of: str | None = None,
) -> Ledger:  # fmt: skip
    """A promise for `due_in` days from now, made `made` days ago."""
    named = of if of is None else of.replace("~", f"{account}-")
    return ledger.add(
        "promises", promise_id=f"M{len(ledger.rows['promises']):03}", account_id=account,
        currency=currency, amount_units=units, made_on=ago(made), due_on=ago(-due_in),
        invoice_ids=named,
    )  # fmt: skip


def found(book: Book) -> tuple[list[str], PromisedParts]:
    """The number of the item of each part, and the parts."""
    items = cash_items(book, as_of=AS_OF)
    parts = promised_parts(book, items, as_of=AS_OF, tolerance_days=3, usual_share=USUAL)
    return items.invoice_ids[parts.item].tolist(), parts


def covered(book: Book) -> dict[str, list[tuple[str, int, int]]]:
    """(item, units, offset) of what each account has promised."""
    numbers, parts = found(book)
    by_account: dict[str, list[tuple[str, int, int]]] = {}
    rows = zip(numbers, parts.units.tolist(), parts.offsets.tolist(), strict=True)
    for number, units, offset in sorted(rows):
        account, item = number.split("-")
        by_account.setdefault(account, []).append((item, units, offset))
    return by_account


OLD = [("OLD", 100, 5)]
CASES = {
    # what was promised -> what it covers: (item, units, days ahead)
    "PART": ([{"units": 40}], [("OLD", 40, 5)]),
    "ONE": ([{}], OLD),
    "TWO": ([{"units": 130}], [("MID", 30, 5), ("OLD", 100, 5)]),
    "ALL_PAST_DUE": ([{"units": 900}], [("MID", 60, 5), ("OLD", 100, 5)]),
    "NAMED": ([{"of": "~NEW"}], [("NEW", 40, 5)]),
    "NAMED_TWO": ([{"of": "~NEW, ~MID"}], [("MID", 60, 5), ("NEW", 40, 5)]),
    "NAMED_THREE": ([{"of": "~NEW;~MID ~OLD", "units": 110}], [("MID", 10, 5), *OLD]),
    "NAMED_BLANK": ([{"of": " "}], OLD),
    "NAMED_A_STRANGER_TOO": ([{"of": "X9 ~OLD"}], OLD),
    "NAMED_A_STRANGER": ([{"of": "X9"}], []),
    "NAMED_NOTHING": ([{"of": ","}], []),
    "NAMED_IN_YEN": ([{"of": "~OLD", "currency": "JPY"}], []),
    "IN_YEN": ([{"currency": "JPY"}], []),
    "NONE": ([], []),
    "OF_NO_MONEY": ([{"units": 0}], []),
    "MADE_TOMORROW": ([{"made": -1}], []),
    "BROKEN": ([{"due_in": -4}], []),
    # A day that has gone, within the tolerance: awaited tomorrow.
    "FOR_TODAY": ([{"due_in": 0}], [("OLD", 100, 1)]),
    "THREE_DAYS_AGO": ([{"due_in": -3, "made": 9}], [("OLD", 100, 1)]),
    # Several on one item: the latest made goes first, and what it leaves is the other's.
    "LATER_DAY": ([{"made": 9, "due_in": 3}, {"due_in": 8, "units": 160}],
                  [("MID", 60, 8), ("OLD", 100, 8)]),
    "EARLIER_DAY": ([{"due_in": 3, "units": 160}, {"made": 9, "due_in": 8}],
                    [("MID", 60, 3), ("OLD", 100, 3)]),
    "NAMED_FIRST": ([{"made": 9, "due_in": 3, "of": "~OLD"}, {"due_in": 8}],
                    [("MID", 60, 8), ("OLD", 100, 3)]),
    "PLAN": ([{"units": 40, "due_in": days, "of": "~OLD"} for days in (7, 14, 21, 28)],
             [("OLD", 20, 21), ("OLD", 40, 7), ("OLD", 40, 14)]),
}  # fmt: skip


@pytest.fixture(scope="module")
def promised():
    ledger = Ledger()
    for account, (promises, _) in CASES.items():
        owing(ledger, account)
        for said in promises:
            promise(ledger, account, **said)
    return covered(ledger.book())


@pytest.mark.parametrize("account", CASES)
def test_a_promise_covers_what_it_names_or_the_oldest_that_is_past_due(promised, account):
    assert promised.get(account, []) == CASES[account][1]


def test_an_account_that_owes_nothing_has_promised_nothing():
    assert covered(promise(Ledger(), "A").book()) == {}


def test_what_came_of_a_promise_is_not_awaited_again():
    ledger = promise(owing(Ledger(), "A"), "A", 50, of="~OLD").pay("A", "A-OLD", 20, ago(1))
    assert covered(ledger.book()) == {"A": [("OLD", 30, 5)]}


def test_what_is_disputed_is_not_promised():
    ledger = promise(owing(Ledger(), "A"), "A", of="~OLD")
    ledger.add("disputes", dispute_id="D", invoice_id="A-OLD", opened_on=ago(3), amount_units=70)
    assert covered(ledger.book()) == {"A": [("OLD", 30, 5)]}


WORDS = {
    # promises that fell due: kept, broken -> how often the next is kept, drawn towards 12 of 20
    "NEVER_PROMISED": (0, 0, 0.6),
    "GOOD": (5, 0, (5 + 5 * 0.6) / 10),
    "BAD": (0, 5, (0 + 5 * 0.6) / 10),
    "MIXED": (7, 3, (7 + 5 * 0.6) / 15),
}


@pytest.fixture(scope="module")
def kept_shares():
    ledger = Ledger()
    for account, (kept, broken, _) in WORDS.items():
        for turn in range(kept + broken):
            made = 300 - 10 * turn
            promise(ledger, account, made=made, due_in=2 - made)
            ledger.pay(account, None, 100 if turn < kept else 99, ago(made - 1))
        promise(owing(ledger, account), account, of="~NEW")
        ledger.invoice(account, 9_999, ago(50))  # eaten by what was paid on account
    numbers, parts = found(ledger.book())
    return {n.split("-")[0]: share for n, share in zip(numbers, parts.kept_shares, strict=True)}


@pytest.mark.parametrize("account", WORDS)
def test_how_often_an_account_keeps_its_word_is_drawn_towards_the_book(kept_shares, account):
    assert kept_shares[account] == pytest.approx(WORDS[account][2])


def test_before_anybody_promised_a_promise_is_as_good_as_usual():
    _, parts = found(promise(owing(Ledger(), "A"), "A").book())
    assert parts.kept_shares.tolist() == [USUAL]


@few_books
@given(tables=random_books())
def test_no_more_is_promised_than_can_come_nor_than_was_said(tables):
    book = book_of(tables)
    items = cash_items(book, as_of=DAY)
    parts = promised_parts(book, items, as_of=DAY, tolerance_days=3, usual_share=USUAL)
    of_item = np.bincount(parts.item, parts.units, minlength=len(items))
    assert np.all(of_item <= items.units - items.disputed_units)
    said = sum(row["amount_units"] for row in tables["promises"] if row["made_on"] <= DAY)
    assert parts.units.sum() <= said
    assert np.all(parts.units > 0)
    assert np.all(parts.offsets > 0)
