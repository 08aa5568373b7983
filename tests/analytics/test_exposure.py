"""How much would be at stake if an account failed tonight?"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from tests.analytics import oracle
from tests.analytics.test_open_items import DISPUTE, INVOICE, NOTE
from tests.books import AS_OF, Shelf, ago, book_of, few_books, random_books, rows

from duly.analytics.exposure import exposure, group_exposure
from duly.analytics.open_items import open_items
from duly.book.policy.exposure import ExposurePolicy

POLICY = ExposurePolicy()
ORDER = {
    "order_id": "O1", "account_id": "A", "currency": "EUR", "amount_units": 50,
    "placed_on": ago(9),
}  # fmt: skip
CASH = {
    "payment_id": "P1", "account_id": "A", "currency": "EUR", "amount_units": 70,
    "received_on": ago(1),
}  # fmt: skip
EVERYTHING = {
    "invoices": [INVOICE, NOTE],
    "payments": [CASH],
    "orders": [ORDER, {**ORDER, "order_id": "O2", "amount_units": 5, "shipped_on": ago(1)}],
    "disputes": [{**DISPUTE, "amount_units": 100}],
}


def exposed(policy: ExposurePolicy = POLICY, **tables):
    (found,) = rows(exposure(book_of(tables), as_of=AS_OF, policy=policy))
    return found


def test_every_bucket_is_told_apart_and_adds_up():
    assert exposed(**EVERYTHING) == {
        "account_id": "A",
        "currency": "EUR",
        "open_invoices_units": 1000,
        "open_credits_units": 300,
        "disputed_units": 100,
        "overdue_units": 1000,
        "disputed_overdue_units": 100,
        "unbilled_units": 5,
        "open_orders_units": 50,
        "unapplied_units": 70,
        "oldest_due_on": ago(30),
        "oldest_overdue_days": 30,
        "exposure_units": 1000 - 300 + 5 + 50 - 70,
    }


@pytest.mark.parametrize(
    ("switched_off", "units"),
    [
        ("unbilled", 680),
        ("open_orders", 635),
        ("less_credit_notes", 985),
        ("less_unapplied_cash", 755),
    ],
)
def test_each_bucket_can_be_switched_off(switched_off, units):
    policy = ExposurePolicy(**{switched_off: False})
    assert exposed(policy, **EVERYTHING)["exposure_units"] == units


@pytest.mark.parametrize(
    ("order", "bucket"),
    [
        ({}, "open_orders_units"),
        ({"shipped_on": AS_OF}, "unbilled_units"),
        ({"shipped_on": ago(-1)}, "open_orders_units"),
        ({"shipped_on": ago(2), "invoiced_on": ago(-1)}, "unbilled_units"),
    ],
)
def test_an_order_is_open_until_shipped_and_unbilled_until_invoiced(order, bucket):
    found = exposed(orders=[{**ORDER, **order}])
    assert (found[bucket], found["exposure_units"]) == (50, 50)


@pytest.mark.parametrize("order", [{"invoiced_on": AS_OF}, {"placed_on": ago(-1)}])
def test_an_order_invoiced_or_not_yet_placed_is_no_exposure(order):
    book = book_of({"orders": [{**ORDER, **order}]})
    assert rows(exposure(book, as_of=AS_OF, policy=POLICY)) == []


def test_cash_of_an_unknown_payer_reduces_nobodys_exposure():
    book = book_of({"payments": [{**CASH, "account_id": None}]})
    assert rows(exposure(book, as_of=AS_OF, policy=POLICY)) == []


def test_an_item_disputed_as_a_whole_is_exposure_and_not_the_oldest_overdue():
    found = exposed(invoices=[INVOICE], disputes=[DISPUTE])
    assert (found["exposure_units"], found["oldest_overdue_days"]) == (1000, None)


def test_open_items_at_hand_are_not_computed_again():
    book = book_of({"invoices": [INVOICE]})
    items = open_items(book, as_of=AS_OF)
    nothing = items.filter(items.open_units < 0)
    assert rows(exposure(book, as_of=AS_OF, policy=POLICY, items=nothing)) == []


def test_a_group_is_exposed_by_parent_and_children():
    two = [INVOICE, {**INVOICE, "invoice_id": "I2", "account_id": "B", "amount_units": 1}]
    tree = [{"account_id": "A"}, {"account_id": "B", "parent_id": "A"}]
    book = book_of({"accounts": tree, "invoices": two})
    (found,) = rows(group_exposure(exposure(book, as_of=AS_OF, policy=POLICY), book))
    assert found == {
        "group_id": "A", "currency": "EUR", "accounts": 2, "exposure_units": 1001,
    }  # fmt: skip


@cache
def of_random_books() -> Shelf:
    return Shelf(exposure=lambda book: exposure(book, as_of=AS_OF, policy=POLICY))


@given(tables=random_books())
def test_exposure_equals_the_row_by_row_oracle(tables):
    found = of_random_books().answers(tables)["exposure"]
    assert {
        (row["account_id"], row["currency"]): row["exposure_units"]
        for row in found
        if row["exposure_units"]
    } == oracle.exposed(tables, AS_OF)


@few_books
@given(tables=random_books())
def test_groups_are_exposed_by_as_much_as_their_accounts(tables):
    book = book_of(tables)
    accounts = book.engine.keep(exposure(book, as_of=AS_OF, policy=POLICY))
    groups = rows(group_exposure(accounts, book))
    assert sum(row["exposure_units"] for row in groups) == sum(
        row["exposure_units"] for row in rows(accounts)
    )
    assert len({(row["group_id"], row["currency"]) for row in groups}) == len(groups)
