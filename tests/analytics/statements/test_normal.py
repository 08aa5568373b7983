import math
from itertools import pairwise

import pyarrow as pa
import pytest
from tests.analytics.statements.company import engine, rows_of

from duly.analytics.statements.normal import normal_cdf

GRID = [step / 64 for step in range(-40 * 64, 40 * 64 + 1)]


def phi(values):
    table = engine().table(pa.table({"x": pa.array(values, pa.float64())}))
    return [row["p"] for row in rows_of(table.select("x", p=normal_cdf(table.x)).order_by("x"))]


def exact(x):
    return math.erfc(-x / math.sqrt(2)) / 2


def test_the_error_is_below_the_stated_bound_everywhere():
    worst = max(abs(p - exact(x)) for x, p in zip(GRID, phi(GRID), strict=True))
    assert worst < 1e-14


def test_the_lower_tail_keeps_its_relative_accuracy():
    tail = [x for x in GRID if -37 < x < -5]
    assert phi(tail) == pytest.approx([exact(x) for x in tail], rel=1e-7)


def test_it_never_falls_and_stays_between_zero_and_one():
    values = phi(GRID)
    assert all(below <= above + 1e-16 for below, above in pairwise(values))
    assert (values[0], values[-1]) == (0.0, 1.0)


def test_null_stays_null():
    assert phi([None]) == [None]
