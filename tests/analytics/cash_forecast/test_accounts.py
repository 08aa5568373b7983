"""How much cash will come from each customer, by week?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from tests.analytics.cash_forecast.certainties import ALONE, horizon, parts

from duly.analytics.cash_forecast.accounts import AccountCash, numbered
from duly.analytics.cash_forecast.bands import Bands
from duly.analytics.cash_forecast.simulation import draw_spans

WEEKLY = horizon(weeks=2, days=1)  # spans: the first day, the rest of week 1, week 2
TOMORROW, WEEK_1, WEEK_2 = [1.0, 1.0, 1.0], [0.0, 1.0, 1.0], [0.0, 0.0, 1.0]
PLAIN = Bands()
MAYBE, NEVER = [0.0, 0.5, 1.0], [0.0, 0.0, 0.0]


def table(
    *rows: tuple[str, str, int, list[float]], bands: Bands = PLAIN
) -> list[tuple[object, ...]]:
    """Parts as (account, currency, units, by end), listed."""
    payers, payer = numbered([row[:2] for row in rows])
    _, account = numbered([row[0] for row in rows])
    some = parts([row[2] for row in rows], [row[3] for row in rows] or [])
    cash = AccountCash(payers, payer, some, WEEKLY, bands)
    for drawn in draw_spans(some, account, dependence=ALONE, draws=200, seed=1):
        cash.add(drawn, draws=200)
    return [tuple(row.values()) for row in cash.table().to_pylist()]


FIRST, SECOND = date(2026, 7, 1), date(2026, 7, 8)


@pytest.mark.parametrize(
    ("rows", "listed"),
    [
        ([("A", "EUR", 100, TOMORROW)], [("A", "EUR", 1, FIRST, 100, 100, 100, 100)]),
        ([("A", "EUR", 100, WEEK_2)], [("A", "EUR", 2, SECOND, 100, 100, 100, 100)]),
        (
            [("A", "EUR", 100, TOMORROW), ("A", "EUR", 7, WEEK_1)],
            [("A", "EUR", 1, FIRST, 107, 107, 107, 107)],
        ),
        (  # two currencies of one account are two payers
            [("A", "EUR", 100, TOMORROW), ("A", "JPY", 7, TOMORROW)],
            [("A", "EUR", 1, FIRST, 100, 100, 100, 100), ("A", "JPY", 1, FIRST, 7, 7, 7, 7)],
        ),
    ],
)
def test_what_is_certain_is_listed_in_its_week(rows, listed):
    assert table(*rows) == listed


@pytest.mark.parametrize(
    "rows",
    [[("A", "EUR", 100, NEVER)], [("A", "EUR", 1, [0.0, 0.0, 0.4])], [("A", "EUR", 0, TOMORROW)]],
    ids=["never", "less_than_half_a_unit", "of_nothing"],
)
def test_a_week_that_expects_nothing_is_not_listed(rows):
    assert table(*rows) == []


def test_what_may_come_has_a_band():
    first, second = table(("A", "EUR", 100, MAYBE))
    assert (first[2], first[4], first[6:]) == (1, 0, (100, 50))
    assert (second[2], second[4], second[6:]) == (2, 0, (100, 50))


def test_bands_are_stretched_as_past_weeks_ask():
    twenty = [("A", "EUR", 10, MAYBE)] * 20
    plain, wide = (table(*twenty, bands=bands)[0] for bands in (PLAIN, Bands(near=1.5)))
    low, middle, high = plain[4:7]
    assert wide[4:7] == pytest.approx(
        (middle - 1.5 * (middle - low), middle, middle + 1.5 * (high - middle))
    )
    assert wide[7] == plain[7] == 100


@pytest.mark.parametrize(
    ("values", "different", "numbers"),
    [
        ([], [], []),
        (["B", "A", "B"], ["B", "A"], [0, 1, 0]),
        ([(None, "EUR"), ("", "EUR")], [(None, "EUR"), ("", "EUR")], [0, 1]),
    ],
)
def test_values_are_numbered_in_the_order_they_come(values, different, numbers):
    found, places = numbered(values)
    assert (found, places.tolist()) == (different, numbers)
    assert places.dtype == np.int64
