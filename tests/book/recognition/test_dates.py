"""Is a date read as its column writes it?"""

from __future__ import annotations

from datetime import date

import pytest

from duly.book.recognition.dates import (
    DateOrder,
    is_date,
    is_no_date,
    is_serial,
    read_date,
    votes_for_order,
)
from duly.book.recognition.day_columns import order_of

DAY, MONTH = DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST


@pytest.mark.parametrize(
    ("cell", "order", "day"),
    [
        ("2020-03-30", DAY, date(2020, 3, 30)),
        ("2020/3/30", DAY, date(2020, 3, 30)),
        ("2020-03-30T12:05:00Z", DAY, date(2020, 3, 30)),
        ("2020-03-30 12:05:00.123", DAY, date(2020, 3, 30)),
        ("30/03/2020", DAY, date(2020, 3, 30)),
        ("3/30/2020", MONTH, date(2020, 3, 30)),
        ("3/30/2020 9:14:02 AM", MONTH, date(2020, 3, 30)),
        ("30.03.20", DAY, date(2020, 3, 30)),
        ("30-03-69", DAY, date(2069, 3, 30)),
        ("30-03-70", DAY, date(1970, 3, 30)),
        ("20200330", DAY, date(2020, 3, 30)),
        ("20200330.0", DAY, date(2020, 3, 30)),
        ("30 March 2020", DAY, date(2020, 3, 30)),
        ("30-Mar-20", DAY, date(2020, 3, 30)),
        ("Mar 30, 2020", DAY, date(2020, 3, 30)),
        ("Monday, March 30th, 2020", DAY, date(2020, 3, 30)),
        ("1er août 2020", DAY, date(2020, 8, 1)),
        ("30. März 2020", DAY, date(2020, 3, 30)),
        ("30 de marzo de 2020", DAY, date(2020, 3, 30)),
        ("30 giugno 2020", DAY, date(2020, 6, 30)),
        ("30 mrt. 2020", DAY, date(2020, 3, 30)),
        ("Mo 30.03.2020", DAY, date(2020, 3, 30)),
    ],
)
def test_the_ways_in_which_a_date_is_written(cell: str, order: DateOrder, day: date):
    assert read_date(cell, order) == day


@pytest.mark.parametrize(
    "cell", ["31/02/2020", "13/13/2020", "45/01/2020", "30 Foo 2020", "soon", "1800-01-01", "12345"]
)
def test_what_is_no_date_is_refused(cell: str):
    assert read_date(cell, DAY) is None
    assert not is_date(cell)


def test_day_numbers_of_spreadsheets_are_read_only_where_dates_are_expected():
    assert read_date("45000", DAY, serials=True) == date(2023, 3, 15)
    assert read_date("45000", DAY) is None
    assert is_serial("45000.5")
    assert not is_serial("123")


@pytest.mark.parametrize("cell", ["00/00/0000", "0000-00-00", "9999-12-31", "31.12.9999", "0", "-"])
def test_ways_of_writing_no_date(cell: str):
    assert is_no_date(cell)


def test_a_real_date_is_not_no_date():
    assert not is_no_date("01/01/2020")


@pytest.mark.parametrize(
    ("columns", "language", "order", "evidence"),
    [
        ([["13/01/2024", "02/03/2024"]], "en", DAY, "decided"),
        ([["01/13/2024", "02/03/2024"]], "en", MONTH, "decided"),
        ([["13/01/2024", "13/02/2024", "01/13/2024"]], "en", DAY, "decided"),
        ([["02/03/2024"], ["01/31/2024"]], "en", MONTH, "decided"),
        ([["2024-01-02"]], "en", DAY, "single"),
        ([["02/03/2024", "04/05/2024"]], "en", DAY, "ambiguous"),
        ([["02/03/2024", "04/05/2024"]], "fr", DAY, "ambiguous"),
        ([["02.03.2024", "04.05.2024"]], "en", DAY, "decided"),
        (
            [
                ["01/02/2024", "01/03/2024", "01/04/2024"],
                ["02/01/2024", "02/02/2024", "02/03/2024"],
            ],
            "en",
            MONTH,
            "ambiguous",
        ),
        ([["01/02/2024", "soon"], ["03/02/2024", "04/05/2024"]], "en", DAY, "ambiguous"),
    ],
)
def test_the_order_of_days_and_months_is_that_of_the_whole_file(columns, language, order, evidence):
    found = order_of(columns, language)
    assert (found.order, found.evidence) == (order, evidence)


def test_votes_leave_out_dates_that_read_the_same_either_way():
    assert votes_for_order(["05/05/2024"]).single
