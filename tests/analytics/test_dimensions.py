"""By what can the portfolio be split, and which column says so?"""

from __future__ import annotations

import pytest
from tests.books import book_of, rows

from duly.analytics.dimensions import Dimension, columns_of, with_dimensions

ACCOUNTS = [{"account_id": "A", "country": "DE", "segment": "large", "parent_id": "H"}]
ORDERS = [
    {"order_id": "O1", "account_id": "A", "currency": "EUR", "amount_units": 1},
    {"order_id": "O2", "account_id": "B", "currency": "EUR", "amount_units": 1},
]


@pytest.mark.parametrize(
    ("by", "columns"),
    [
        ((), ()),
        ((Dimension.TOTAL, Dimension.CURRENCY), ()),
        ((Dimension.COUNTRY, Dimension.ACCOUNT), ("country", "account_id")),
        ((Dimension.GROUP, Dimension.GROUP), ("group_id",)),
    ],
)
def test_a_split_has_its_columns_in_its_order_and_once(by, columns):
    assert columns_of(by) == columns


def test_what_the_master_data_do_not_say_is_null_and_no_row_is_lost():
    book = book_of({"accounts": ACCOUNTS, "orders": ORDERS})
    by = (Dimension.COUNTRY, Dimension.SECTOR, Dimension.GROUP, Dimension.ENTITY)
    found = rows(with_dimensions(book.orders, book, by))
    assert [tuple(row[name] for name in columns_of(by)) for row in found] == [
        ("DE", None, "H", None),
        (None, None, "B", None),
    ]


def test_an_entity_the_facts_name_stays():
    book = book_of({"invoices": [{"invoice_id": "I", "account_id": "A", "entity": "E1"}]})
    (found,) = rows(with_dimensions(book.invoices, book, (Dimension.ENTITY,)))
    assert found["entity"] == "E1"
