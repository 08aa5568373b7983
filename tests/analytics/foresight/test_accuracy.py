"""Do the figures of accuracy agree with worked examples?"""

from __future__ import annotations

import numpy as np
import pytest

from duly.analytics.foresight.accuracy import (
    Accuracy,
    Answers,
    accuracy,
    pinball_loss,
    wape,
    winkler_score,
)


def numbers(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


@pytest.mark.parametrize(
    ("forecast", "level", "loss"), [(30, 0.9, 9.0), (50, 0.9, 1.0), (30, 0.5, 5.0)]
)
def test_the_pinball_loss_is_that_of_the_handbook(
    forecast: float, level: float, loss: float
) -> None:
    assert pinball_loss(40, forecast, level) == pytest.approx(loss)


def test_the_winkler_score_is_that_of_the_handbook() -> None:
    assert winkler_score(55, 20, 50, missing=0.1) == pytest.approx(130)


def test_the_error_of_a_cash_forecast_is_that_of_the_handbook() -> None:
    assert wape([100, 80, 60], [90, 100, 50]) == pytest.approx(40 / 240)


def test_there_is_no_error_relative_to_no_cash() -> None:
    assert wape([1.0], [0.0]) is None


def test_every_figure_of_a_forecast_is_worked_out() -> None:
    answers = Answers(
        p50=numbers(0, 5, 0, 2),
        mean=numbers(0, 5, 0, 4),
        p10=numbers(-2, 0, -1, 1),
        p90=numbers(2, 8, 3, 3),
        p_late=numbers(0.4, 0.9, 0.5, 0.5),
    )
    found = accuracy(numbers(-1, 9, 0, 2), answers)
    assert found.n == 4
    assert found.mae_days == pytest.approx(5 / 4)
    assert found.rmse_days == pytest.approx((21 / 4) ** 0.5)
    assert found.within_3_days == pytest.approx(3 / 4)
    assert found.auc_late == pytest.approx(3.5 / 4)
    assert found.brier_late == pytest.approx((0.16 + 0.01 + 0.25 + 0.25) / 4)
    assert found.coverage_80 == pytest.approx(3 / 4)
    assert found.width_80_days == pytest.approx((4 + 8 + 4 + 2) / 4)
    low, middle, high = (
        (0.1 + 0.9 + 0.1 + 0.1) / 4,
        (0.5 + 2 + 0 + 0) / 4,
        (0.3 + 0.9 + 0.3 + 0.1) / 4,
    )
    assert found.pinball == pytest.approx((low + middle + high) / 3)


def test_a_forecast_without_ranges_has_no_figures_of_ranges() -> None:
    found = accuracy(numbers(1, -1), Answers(p50=numbers(0, 0), mean=numbers(0, 0)))
    assert (found.coverage_80, found.pinball, found.auc_late, found.brier_late) == (None,) * 4
    assert found.mae_days == 1.0


def test_no_invoices_have_no_figures() -> None:
    assert accuracy(numbers(), Answers(p50=numbers(), mean=numbers())) == Accuracy(0)


def test_taking_some_answers_keeps_what_is_missing_missing() -> None:
    taken = Answers(p50=numbers(1, 2), mean=numbers(3, 4)).take(np.array([False, True]))
    assert taken.p50.tolist() == [2.0]
    assert taken.p10 is None
