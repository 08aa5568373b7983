"""Is the simplest model chosen that no richer one beats, and shown only if it is worth it?"""

from __future__ import annotations

import numpy as np
import pytest

from duly.analytics.foresight.choice import Trial, choose, trial
from duly.analytics.foresight.curves import PaymentCurves
from duly.analytics.foresight.settings import Settings


def some(loss: float, error: float, *, count: int = 200) -> list[Trial]:
    half = count // 2
    return [Trial(np.full(half, loss), np.full(half, error))] * 2


NAIVE = {"due_date": np.full(200, 9.0), "customer_median": np.full(200, 4.0)}


@pytest.mark.parametrize(
    ("line", "boosted", "kind"),
    [
        (1.0, 1.0, "shrinkage"),
        (0.98, 1.2, "line"),
        (0.98, 0.975, "line"),  # not by more than the gain
        (0.98, 0.9, "boosted"),
        (1.1, 0.9, "boosted"),
        (0.995, 0.9901, "shrinkage"),
    ],
)
def test_the_simplest_that_is_not_beaten_by_more_than_the_gain_is_chosen(
    line: float, boosted: float, kind: str
) -> None:
    trials = {"shrinkage": some(1.0, 3.0), "line": some(line, 3.0), "boosted": some(boosted, 3.0)}
    found = choose(trials, NAIVE, paid_count=500, settings=Settings())
    assert (found.kind, found.reason, found.is_shown) == (kind, "least_loss", True)
    assert found.baseline_error == {"due_date": 9.0, "customer_median": 4.0}


@pytest.mark.parametrize(("error", "is_shown"), [(4.19, True), (4.21, False)])
def test_a_model_that_misses_by_more_than_a_baseline_is_not_shown(
    error: float, is_shown: bool
) -> None:
    found = choose({"shrinkage": some(1.0, error)}, NAIVE, paid_count=500, settings=Settings())
    assert found.is_shown == is_shown
    assert (found.refusal == "no_better_than_baseline") != is_shown


def test_too_few_trials_compare_nothing() -> None:
    found = choose({"shrinkage": some(1, 1, count=98)}, {}, paid_count=500, settings=Settings())
    assert (found.kind, found.refusal, found.trial_count) == ("shrinkage", "too_few_trials", 98)


def test_no_trials_are_too_few_payments() -> None:
    found = choose({}, {}, paid_count=3, settings=Settings())
    assert (found.refusal, found.paid_count) == ("too_few_paid", 3)


def test_a_curve_that_is_certain_and_right_loses_nothing() -> None:
    sure = PaymentCurves(np.array(["I"], dtype=object), np.array([1, 2]), np.array([[0.0, 1.0]]))
    found = trial(sure, np.array([2.0]))
    assert (found.loss.tolist(), found.error.tolist()) == ([0.0], [0.0])
