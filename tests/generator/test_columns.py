import numpy as np
import pytest

from duly.generator.columns import account_ids, dates, invoice_ids, rows


def test_columns_left_out_are_empty():
    made = rows("rates", np.zeros(2, np.int64), base=["EUR", "EUR"], rate=[1.0, 2.0])
    assert made.table.column("quote").to_pylist() == [None, None]
    assert made.table.column("rate").to_pylist() == [1.0, 2.0]


def test_a_column_the_book_does_not_know_is_refused():
    with pytest.raises(ValueError, match=r"rates has no columns \['price'\]"):
        rows("rates", np.zeros(1, np.int64), price=[1.0])


@pytest.mark.parametrize(
    ("place", "count", "account", "invoice"),
    [
        (0, 10, "C000001", "INV-0000001"),
        (122, 500, "C000123", "INV-0000123"),
        (999_999, 1_000_000, "C1000000", "INV-1000000"),
        (0, 1_000_000, "C0000001", "INV-0000001"),
        (9_999_999, 10_000_000, "C10000000", "INV-10000000"),
    ],
)
def test_numbers_of_one_book_are_equally_wide(place, count, account, invoice):
    assert account_ids(np.array([place]), count).to_pylist() == [account]
    assert invoice_ids(np.array([place]), count).to_pylist() == [invoice]


def test_days_that_did_not_come_are_empty():
    days = dates(np.array([0, 2**40]), np.array([True, False]))
    assert [day and day.isoformat() for day in days.to_pylist()] == ["1970-01-01", None]
