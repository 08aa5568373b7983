"""In which span may each item come in, when invoices of one customer go together?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.cash_forecast.certainties import ALONE, parts

from duly.analytics.cash_forecast import simulation
from duly.analytics.cash_forecast.dependence import Dependence
from duly.analytics.cash_forecast.simulation import Tally, draw_spans

DRAWS = 400
TOGETHER = Dependence(account=0.35, everybody=0.0)


def drawn(
    by_end: list[list[float]], accounts: list[int], dependence: Dependence = ALONE, *, seed: int = 1
) -> np.ndarray:
    """The span of each part in every draw, in the order of the parts."""
    some = parts([1] * len(by_end), by_end)
    numbers = np.array(accounts, dtype=np.int64)
    spans = np.full((len(by_end), DRAWS), -1)
    for found in draw_spans(some, numbers, dependence=dependence, draws=DRAWS, seed=seed):
        assert np.all(spans[found.places] == -1)  # no part is drawn twice
        spans[found.places] = found.spans
    return spans


@pytest.mark.parametrize(
    ("by_end", "span"),
    [
        ([1.0, 1.0, 1.0], 0),
        ([0.0, 1.0, 1.0], 1),
        ([0.0, 0.0, 1.0], 2),
        ([0.0, 0.0, 0.0], 3),  # after them all
        ([0.0, 1 - 1e-12, 1.0], 1),  # rounding is no doubt
    ],
)
def test_what_is_certain_comes_in_its_span_in_every_draw(by_end, span):
    assert set(drawn([by_end], [0], Dependence(0.5, 0.2))[0].tolist()) == {span}


@pytest.mark.parametrize("dependence", [ALONE, Dependence(0.35, 0.02), Dependence(0.1, 0.8)])
def test_each_part_comes_as_often_as_its_chance_however_they_go_together(dependence):
    count = 50
    found = [drawn([[0.2, 0.7]] * count, [*range(count)], dependence, seed=n) for n in range(30)]
    share = [np.mean([spans == span for spans in found]) for span in range(3)]
    assert share == pytest.approx([0.2, 0.5, 0.3], abs=0.07)


def correlation(accounts: list[int], dependence: Dependence) -> float:
    """Of two invoices that come evenly over a hundred days, by Spearman."""
    evenly = [[day / 100 for day in range(1, 101)]] * 2
    found = [drawn(evenly, accounts, dependence, seed=seed) for seed in range(10)]
    first, second = np.hstack(found)
    return float(np.corrcoef(first, second)[0, 1])


@pytest.mark.parametrize("share", [0.0, 0.35, 0.7])
def test_two_invoices_of_one_customer_go_together_as_asked(share):
    assert correlation([0, 0], Dependence(share, 0.0)) == pytest.approx(share, abs=0.06)


@pytest.mark.parametrize(("everybody", "asked"), [(0.0, 0.0), (0.3, 0.3)])
def test_two_invoices_of_two_customers_go_together_as_the_whole_book_does(everybody, asked):
    found = correlation([0, 1], Dependence(0.35, everybody))
    assert found == pytest.approx(asked, abs=0.06)


def spread(accounts: list[int], dependence: Dependence) -> float:
    """The standard deviation of what comes in the first span, of parts of one unit each."""
    by_end = [[0.5, 1.0]] * len(accounts)
    return float((drawn(by_end, accounts, dependence) == 0).sum(axis=0).std())


def test_one_customer_is_less_sure_than_many_who_owe_as_much():
    one, many = [0] * 60, [*range(60)]
    assert spread(one, TOGETHER) > 2 * spread(many, TOGETHER)
    assert spread(one, ALONE) == pytest.approx(spread(many, ALONE), rel=0.25)


def test_the_same_seed_draws_the_same_and_another_does_not():
    by_end, accounts = [[0.3, 0.6]] * 20, [0, 1] * 10
    first, again, other = (drawn(by_end, accounts, TOGETHER, seed=seed) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


@pytest.mark.parametrize("at_once", [1, 3, 4, 100])
def test_all_parts_are_drawn_and_no_account_is_drawn_in_two(at_once, monkeypatch):
    monkeypatch.setattr(simulation, "_AT_ONCE", at_once)
    accounts = np.array([2, 0, 2, 1, 2, 0, 3, 2])
    some = parts([1] * 8, [[0.5]] * 8)
    found = [
        drawn.places for drawn in draw_spans(some, accounts, dependence=TOGETHER, draws=2, seed=1)
    ]
    assert sorted(np.concatenate(found).tolist()) == [*range(8)]
    own = [set(accounts[places].tolist()) for places in found]
    assert sum(map(len, own)) == 4
    assert all(len(places) >= at_once for places in found[:-1])


def test_nothing_is_drawn_of_nothing():
    none = np.zeros(0, dtype=np.int64)
    assert [*draw_spans(parts([], []), none, dependence=ALONE, draws=2, seed=1)] == []


def tallied(rows: list[tuple[int, int, int]], columns: list[int], *, groups: int) -> np.ndarray:
    """Sums by group and column of parts as (units, group, span), of one draw."""
    units, group, spans = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    tally = Tally(units, group, np.array(columns), count=groups, draws=1)
    tally.add(simulation.DrawnSpans(np.arange(len(units)), spans[:, None]))
    return tally.sums[:, 0, :]


@pytest.mark.parametrize(
    ("rows", "sums"),
    [
        ([], [[0, 0], [0, 0]]),
        ([(100, 0, 0)], [[100, 0], [0, 0]]),
        ([(100, 0, 1), (7, 0, 0)], [[107, 0], [0, 0]]),  # two spans of one column
        ([(100, 1, 2)], [[0, 0], [0, 100]]),
        ([(100, 0, 3)], [[0, 0], [0, 0]]),  # after them all
    ],
)
def test_sums_are_by_group_and_column(rows, sums):
    assert tallied(rows, [0, 0, 1], groups=2).tolist() == sums


@given(st.lists(st.tuples(st.integers(0, 999), st.integers(0, 2), st.integers(0, 4)), max_size=20))
def test_no_cash_is_made_and_none_is_lost(rows):
    sums = tallied(rows, [0, 0, 1, 1], groups=3)
    for group in range(3):
        come = sum(units for units, own, span in rows if own == group and span < 4)
        assert sums[group].sum() == come
        assert come <= sum(units for units, own, _ in rows if own == group)


def test_what_is_drawn_does_not_depend_on_how_many_parts_are_near_at_hand(monkeypatch):
    by_end, accounts = [[0.2, 0.5, 0.9]] * 9, [0, 0, 1, 1, 1, 2, 2, 3, 3]
    whole = drawn(by_end, accounts, TOGETHER)
    monkeypatch.setattr(simulation, "_NEAR_AT_HAND", 2)
    assert drawn(by_end, accounts, TOGETHER).tolist() == whole.tolist()
