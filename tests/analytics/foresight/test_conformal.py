"""Do ranges hold as often as they say, from past forecasts only?"""

from __future__ import annotations

import math

import numpy as np
import pytest

from duly.analytics.foresight.conformal import (
    Calibration,
    conformal_quantile,
    history_band,
    insideness,
    tail_level,
)
from duly.analytics.foresight.curves import PaymentCurves

RESIDUALS = [1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 15, 20]


def calibration(scores: list[float], *, known: int = 0, band: int = 0) -> Calibration:
    alike = np.full(len(scores), 1, dtype=np.int64)
    return Calibration(alike * known, alike * band, np.array(scores, dtype=np.float64))


def test_the_example_of_the_handbook_comes_out() -> None:
    assert conformal_quantile(np.array(RESIDUALS, dtype=float), coverage=0.9) == 15


def test_too_few_scores_promise_nothing() -> None:
    assert conformal_quantile(np.array([1.0, 2.0]), coverage=0.9) == math.inf
    assert tail_level(np.array([0.3])) == 0.001


def test_the_tail_is_what_four_in_five_would_have_survived() -> None:
    scores = np.array([0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45])
    assert tail_level(scores) == pytest.approx(0.1)
    assert (scores >= tail_level(scores)).mean() >= 0.8


def test_a_day_inside_the_curve_survives_a_tail_up_to_its_smaller_side() -> None:
    curve = PaymentCurves(
        np.array(["a", "b", "c"], dtype=object),
        np.array([0, 1, 2]),
        np.tile([0.2, 0.5, 0.9], (3, 1)),
    )
    assert insideness(curve, np.array([0.0, 1.0, 9.0])) == pytest.approx([0.2, 0.5, 0.1])


def test_few_past_forecasts_leave_the_tenth_percentile() -> None:
    none = calibration([0.3] * 59)
    assert none.tails(np.array([5]), np.array([0])) == pytest.approx([0.1])


def test_what_was_not_known_that_day_sets_no_range() -> None:
    later = calibration([0.3] * 80, known=10)
    assert later.tails(np.array([9, 10]), np.array([0, 0])) == pytest.approx([0.1, 0.3])


def test_accounts_with_as_long_a_history_come_first_and_all_of_them_second() -> None:
    both = calibration([0.3] * 80, band=2).extended(
        np.zeros(30, dtype=np.int64), np.zeros(30, dtype=np.int64), np.full(30, 0.02)
    )
    assert both.tails(np.array([1, 1]), np.array([2, 0])) == pytest.approx([0.3, 0.02])


def test_ranges_follow_the_latest_forecasts_when_times_change() -> None:
    calm = calibration([0.3] * 1500, known=1)
    stormy = calm.extended(
        np.full(1500, 2, dtype=np.int64), np.zeros(1500, dtype=np.int64), np.full(1500, 0.02)
    )
    assert stormy.tails(np.array([1, 2]), np.array([0, 0])) == pytest.approx([0.3, 0.02])


def test_the_length_of_a_history_has_four_bands() -> None:
    assert history_band(np.array([np.nan, 0, 1, 4, 5, 19, 20])).tolist() == [0, 0, 1, 1, 2, 2, 3]
