import numpy as np
import pytest

from duly.analytics.failure.logistic import fitted_weights, probability

CHANCE = np.random.default_rng(5)
COLUMNS = CHANCE.normal(size=(4000, 2))
FAILED = (CHANCE.random(4000) < probability(-2 + COLUMNS @ np.array([1.0, -0.5]))).astype(float)
FREE = [(None, None)] * 2


def test_the_weights_that_made_the_outcomes_are_found_again():
    intercept, weights = fitted_weights(COLUMNS, FAILED, bounds=FREE, ridge=1e-3)
    assert intercept == pytest.approx(-2, abs=0.15)
    assert weights == pytest.approx([1, -0.5], abs=0.15)


def test_the_mean_probability_is_the_failure_rate():
    intercept, weights = fitted_weights(COLUMNS, FAILED, bounds=FREE)
    fitted = probability(intercept + COLUMNS @ weights)
    assert fitted.mean() == pytest.approx(FAILED.mean(), abs=1e-5)


def test_a_bound_holds_a_weight_at_zero():
    _, weights = fitted_weights(COLUMNS, FAILED, bounds=[(None, 0.0), (None, 0.0)])
    assert weights[0] == 0
    assert weights[1] < 0


def test_a_firmer_ridge_draws_weights_to_zero():
    loose, firm = (fitted_weights(COLUMNS, FAILED, bounds=FREE, ridge=r)[1] for r in (1, 1000))
    assert (np.abs(firm) < np.abs(loose)).all()


def test_no_logit_is_too_large():
    found = probability(np.array([-1e4, 0, 1e4]))
    assert found.tolist() == [0, 0.5, 1]
