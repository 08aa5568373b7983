from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.analytics.failure.binning import COARSE, FINE, Grain, bin_of, binned

CHANCE = np.random.default_rng(3)
VALUES = CHANCE.normal(size=4000)
TINY = Grain("tiny", 10, 5, min_share=0.05, min_failures=1, may_turn=False)


def outcomes(logits: np.ndarray) -> np.ndarray:
    return (CHANCE.random(len(logits)) < 1 / (1 + np.exp(-logits))).astype(float)


def rates(values: np.ndarray, failed: np.ndarray, edges: tuple[float, ...]) -> list[float]:
    places = bin_of(values, edges)
    return [failed[places == n].mean() for n in range(len(edges) + 1)]


FALLING = outcomes(-2 - VALUES)
RISING = outcomes(-2 + VALUES)
VALLEY = outcomes(-3.5 + 1.5 * (2 - np.abs(VALUES)))
NOTHING = outcomes(np.full(4000, -2.0))


@pytest.mark.parametrize("grain", [COARSE, FINE], ids=["coarse", "fine"])
@pytest.mark.parametrize(
    ("failed", "shape"), [(FALLING, "rising"), (RISING, "falling")], ids=["safer", "riskier"]
)
def test_the_failure_rate_runs_one_way_across_bins(grain, failed, shape):
    bins = binned(VALUES, failed, grain=grain)
    sign = 1 if shape == "falling" else -1
    assert bins.shape == shape
    assert 2 <= len(bins.edges) + 1 <= grain.most_bins
    assert all(sign * (b - a) > 0 for a, b in pairwise(rates(VALUES, failed, bins.edges)))


def test_every_bin_holds_enough():
    places = bin_of(VALUES, binned(VALUES, FALLING, grain=COARSE).edges)
    counts = np.bincount(places)
    assert counts.min() >= COARSE.min_share * 4000
    assert np.bincount(places, weights=FALLING).min() >= COARSE.min_failures


def test_a_turn_is_found_where_it_may_be_and_where_it_tells_more():
    turned = binned(VALUES, VALLEY, grain=FINE)
    assert turned.shape == "valley"
    assert turned.information > binned(VALUES, VALLEY, grain=COARSE).information
    assert binned(VALUES, FALLING, grain=FINE).shape == "rising"


def test_a_given_direction_is_kept_even_against_the_data():
    assert binned(VALUES, VALLEY, grain=FINE, direction=1).shape == "rising"
    against = binned(VALUES, FALLING, grain=COARSE, direction=-1)
    assert against.edges == ()
    assert against.information == pytest.approx(0)


@pytest.mark.parametrize(
    "values", [np.full(4000, np.nan), np.full(4000, 1.0)], ids=["all missing", "all alike"]
)
@pytest.mark.parametrize("grain", [COARSE, FINE], ids=["coarse", "fine"])
def test_values_that_do_not_differ_have_no_edges(values, grain):
    assert binned(values, FALLING, grain=grain).edges == ()


def test_noise_tells_next_to_nothing():
    assert binned(VALUES, NOTHING, grain=COARSE).information < 0.02


def test_missing_values_stand_apart_and_an_edge_belongs_above():
    values = np.array([0.9, 1.0, 1.5, 2.0, np.nan])
    assert bin_of(values, (1.0, 2.0)).tolist() == [0, 1, 1, 2, 3]
    assert bin_of(values, ()).tolist() == [0, 0, 0, 0, 1]


def test_missing_values_do_not_move_the_edges():
    with_gaps = np.concatenate([VALUES, np.full(500, np.nan)])
    failed = np.concatenate([FALLING, np.ones(500)])
    assert binned(with_gaps, failed, grain=FINE) == binned(VALUES, FALLING, grain=FINE)


@given(st.lists(st.tuples(st.integers(0, 6), st.booleans()), min_size=1, max_size=60))
def test_bins_of_any_few_values_run_one_way(pairs):
    values = np.array([float(value) for value, _ in pairs])
    failed = np.array([float(lost) for _, lost in pairs])
    found = binned(values, failed, grain=TINY)
    step = np.diff(rates(values, failed, found.edges))
    assert (step < 0).all() if found.shape == "rising" else (step > 0).all()
    assert binned(values, failed, grain=TINY) == found
