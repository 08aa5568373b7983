"""How wide must the bands be, so that four of five weeks fall into them?"""

from __future__ import annotations

import numpy as np
import pytest

from duly.analytics.cash_forecast.bands import Bands, measured_bands, quantiles

EVENLY = np.arange(101.0)  # P10, P50, P90 are 10, 50 and 90


def bands_of(draws, stretch: float = 1.0) -> list[float]:
    sums = np.asarray(draws, dtype=np.float64).reshape(1, -1, 1)
    return [float(found[0, 0]) for found in quantiles(sums, np.array([stretch]))]


@pytest.mark.parametrize(
    ("stretch", "low", "high"),
    [
        (1.0, 10, 90),  # as drawn
        (0.5, 30, 70),
        (1.25, 0, 100),
        (2.0, 0, 130),  # never below zero
    ],
)
def test_a_band_is_stretched_from_its_middle(stretch, low, high):
    assert bands_of(EVENLY, stretch) == pytest.approx([low, 50, high])


@pytest.mark.parametrize(
    ("moved", "stretch", "low"),
    [
        (-100, 1.0, -90),  # more credited than billed: all below zero
        (-100, 2.0, -90),
        (-100, 0.5, -70),
        (-20, 1.0, -10),  # the middle above, the low end below zero
        (-20, 2.0, -10),
        (-10, 2.0, 0),
    ],
)
def test_stretching_takes_nothing_further_below_zero(moved, stretch, low):
    assert bands_of(EVENLY + moved, stretch)[0] == pytest.approx(low)


def test_what_is_certain_has_no_band_however_it_is_stretched():
    assert bands_of(np.full(100, 7.0), 4.0) == [7, 7, 7]


def test_the_first_four_weeks_are_near():
    factors = Bands(near=2.0, far=3.0).stretch(np.arange(6))
    assert factors.tolist() == [2, 2, 2, 2, 3, 3]


def test_bands_that_were_not_measured_stay_as_drawn():
    assert Bands().stretch(np.arange(13)).tolist() == [1.0] * 13


MANY = 10**9


def measured(actual: list[float], *, week: int = 0, different: int = MANY) -> Bands:
    """Past weeks of which 100 had been forecast, with a band from 90 to 120."""
    count = len(actual)
    simulated = (np.full(count, value) for value in (90.0, 100.0, 120.0))
    weeks = np.full(count, week)
    return measured_bands(weeks, np.array(actual), *simulated, different_weeks=different)


@pytest.mark.parametrize(
    ("actual", "factor"),
    [
        ([100.0] * 20, 0.5),  # always right: half the band, and no narrower
        ([90.0, 120.0] * 10, 1.0),  # always at an end
        ([85.0, 130.0] * 10, 1.5),
        ([110.0] * 19 + [900.0], 0.5),  # one of twenty may miss
        ([80.0] * 5 + [100.0] * 15, 2.0),  # five of twenty may not
        ([1000.0] * 20, 4.0),  # no wider than four times
    ],
)
def test_the_factor_is_that_at_which_four_of_five_weeks_are_in(actual, factor):
    assert measured(actual).near == pytest.approx(factor, rel=1e-6)


def test_near_and_far_weeks_do_not_mix():
    near, far = (measured([85.0, 130.0] * 10, week=week) for week in (3, 4))
    assert (near.near, near.far) == pytest.approx((1.5, 1.0))
    assert (far.near, far.far) == pytest.approx((1.0, 1.5))


@pytest.mark.parametrize(("count", "factor"), [(0, 1.0), (11, 1.0), (12, 4.0)])
def test_fewer_than_twelve_weeks_change_nothing(count, factor):
    assert measured([1000.0] * count).near == pytest.approx(factor, rel=1e-6)


@pytest.mark.parametrize(("different", "factor"), [(0, 1.0), (15, 2.0), (MANY, 4.0)])
def test_a_few_weeks_that_went_together_are_drawn_to_the_bands_as_simulated(different, factor):
    assert measured([1000.0] * 20, different=different).near == pytest.approx(factor, rel=1e-6)


def test_a_certain_week_that_was_right_is_in_its_band():
    exact = np.full(12, 100.0)
    found = measured_bands(np.zeros(12), exact, exact, exact, exact, different_weeks=MANY)
    assert found.near == pytest.approx(0.5)
