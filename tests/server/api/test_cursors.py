"""Does going from page to page show every row once, whatever happens meanwhile?"""

import pytest

from duly.server.api.cursors import Order, Paged, UnknownCursor, page_of
from duly.server.ledger.models import Account

BY_NAME = Order("accounts", ("name", "id"))
FALLING = Order("accounts", ("-name", "-id"))


@pytest.fixture
def accounts(customer):
    """Many of one name, so that the name alone does not tell them apart."""
    for number in range(11):
        customer(f"A{number:02}", name="Same" if number < 7 else f"Other {number}")


def pages(order, limit, between=lambda: None):
    cursor, found = None, []
    while True:
        asked = Paged(cursor=cursor, limit=limit)
        page = page_of(Account.objects.all(), order, asked, lambda row: row.account_id)
        found.append(page["items"])
        cursor = page["next"]
        if cursor is None:
            return found
        between()


@pytest.mark.parametrize("limit", [1, 2, 3, 10, 11, 12, 200])
@pytest.mark.parametrize("order", [BY_NAME, FALLING])
def test_every_row_is_shown_once_and_in_order(accounts, order, limit):
    shown = [row for page in pages(order, limit) for row in page]
    wanted = Account.objects.order_by(*order.columns).values_list("account_id", flat=True)
    assert shown == list(wanted)


def test_no_page_is_empty_where_there_are_rows(accounts):
    assert [len(page) for page in pages(BY_NAME, 11)] == [11]


def test_without_rows_there_is_one_empty_page(db):
    assert pages(BY_NAME, 5) == [[]]


def test_rows_recorded_meanwhile_neither_shift_nor_repeat_a_page(accounts, customer):
    added = iter(range(100))
    shown = [
        row
        for page in pages(BY_NAME, 2, lambda: customer(f"AAA{next(added)}", name="Aaa"))
        for row in page
    ]
    assert len(shown) == len(set(shown)) == 11


@pytest.mark.parametrize("cursor", ["", "x", "WyJhIl0:1:2", "WyJTYW1lIiw5OTk5XQ"])
def test_a_cursor_that_was_made_up_is_unknown(accounts, cursor):
    with pytest.raises(UnknownCursor):
        page_of(Account.objects.all(), BY_NAME, Paged(cursor=cursor), str)


def test_a_cursor_of_another_list_is_unknown(accounts):
    page = page_of(Account.objects.all(), BY_NAME, Paged(limit=1), str)
    with pytest.raises(UnknownCursor):
        page_of(Account.objects.all(), FALLING, Paged(cursor=page["next"]), str)


def test_a_page_takes_one_query(accounts, django_assert_num_queries):
    with django_assert_num_queries(1):
        page_of(Account.objects.all(), BY_NAME, Paged(limit=3), str)
