"""Which whole amount stands for an expected one?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest

from duly.analytics.cash_forecast.rounding import whole_units


@pytest.mark.parametrize(
    ("expected", "units"),
    [(0.0, 0), (0.49, 0), (0.5, 1), (1.5, 2), (2.5, 3), (-0.49, 0), (-0.5, -1), (-2.5, -3)],
)
def test_half_a_unit_goes_away_from_zero(expected, units):
    assert whole_units(np.array([expected])).to_pylist() == [units]


def test_whole_amounts_stay_as_they_are():
    assert whole_units(np.array([-3.0, 0.0, 7.0, 1e12])).to_pylist() == [-3, 0, 7, 10**12]


def test_of_nothing_comes_nothing():
    found = whole_units(np.zeros(0))
    assert (len(found), found.type) == (0, pa.int64())
