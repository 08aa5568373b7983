"""Do the measures agree with figures worked out by hand?"""

import numpy as np
import pytest

from duly.analytics.accuracy import accuracy, auc, brier, calibration, ks, log_loss

FAILED = np.array([0, 0, 1, 0, 1, 0, 0, 1, 0, 0], dtype=float)
P = np.array([0.02, 0.05, 0.40, 0.10, 0.30, 0.15, 0.08, 0.12, 0.03, 0.20])


def test_the_ten_firms_of_the_handbook_score_as_worked_out():
    found = accuracy(P, FAILED)
    assert found.auc == pytest.approx(0.904762, abs=5e-7)
    assert found.gini == pytest.approx(0.809524, abs=5e-7)
    assert found.ks == pytest.approx(0.714286, abs=5e-7)
    assert found.brier == pytest.approx(0.17071, abs=5e-7)
    assert found.log_loss == pytest.approx(0.491689, abs=5e-7)
    assert (found.rows, found.failures) == (10, 3)
    assert found.expected == pytest.approx(1.45)


@pytest.mark.parametrize(
    ("riskiness", "expected"),
    [([1, 2, 3, 4], 1.0), ([4, 3, 2, 1], 0.0), ([5, 5, 5, 5], 0.5), ([1, 3, 3, 3], 0.75)],
    ids=["parted", "the wrong way", "all alike", "half tied"],
)
def test_ties_count_half(riskiness, expected):
    assert auc(np.array(riskiness, float), np.array([0.0, 0, 1, 1])) == expected


@pytest.mark.parametrize("outcome", [0.0, 1.0], ids=["none failed", "all failed"])
def test_one_outcome_alone_has_no_separation(outcome):
    found = accuracy(P, np.full(10, outcome))
    assert (found.auc, found.gini, found.ks) == (None, None, None)
    assert found.brier is not None


def test_no_rows_have_no_figures():
    found = accuracy(np.array([]), np.array([]))
    assert (found.rows, found.auc, found.brier, found.log_loss) == (0, None, None, None)
    assert calibration(np.array([]), np.array([])) == []


def test_a_monotone_stretch_changes_neither_auc_nor_ks():
    assert auc(P**3, FAILED) == auc(P, FAILED)
    assert ks(P**3, FAILED) == ks(P, FAILED)


def test_certainty_that_comes_true_costs_nothing_and_else_stays_finite():
    assert brier(FAILED, FAILED) == 0
    assert log_loss(FAILED, FAILED) == pytest.approx(0, abs=1e-12)
    assert 30 < log_loss(1 - FAILED, FAILED) < 40


def test_calibration_bands_hold_every_row_once_and_rise():
    bands = calibration(P, FAILED, bands=5)
    assert [band.rows for band in bands] == [2, 2, 2, 2, 2]
    assert sum(band.failures for band in bands) == 3
    means = [band.mean_probability for band in bands]
    assert means == sorted(means)


def test_equal_probabilities_are_never_parted_into_two_bands():
    bands = calibration(np.array([0.1] * 7 + [0.2] * 3), FAILED, bands=10)
    assert [band.rows for band in bands] == [7, 3]
