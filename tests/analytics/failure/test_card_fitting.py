import pytest
from tests.analytics.failure.firms import firms

from duly.analytics.failure.binning import COARSE
from duly.analytics.failure.card_fitting import fitted_card
from duly.analytics.failure.labelled import labelled_table
from duly.analytics.failure.scaling import PointsScale
from duly.book.findings import BadInput

ROWS = labelled_table(firms(), label="failed", leave_out=["year"])
WITH_GAPS = labelled_table(firms(gap_tells=True), label="failed", leave_out=["year"])


def card(rows=ROWS, missing="own_bin", **directions):
    return fitted_card(
        rows, grain=COARSE, directions=directions, missing=missing, scale=PointsScale()
    )


def test_ratios_that_tell_are_kept_and_noise_is_not():
    assert card().names == ("profit", "debt")


def test_points_follow_the_evidence():
    profit, debt = card().points
    assert list(profit[:-1]) == sorted(profit[:-1])
    assert list(debt[:-1]) == sorted(debt[:-1], reverse=True)


def test_the_mean_probability_is_the_failure_rate():
    found = card().probabilities(ROWS.values[:, :2])
    assert found.mean() == pytest.approx(ROWS.failed.mean(), abs=1e-4)


def test_gaps_that_only_sound_firms_have_earn_points_only_where_they_may():
    own, careful, neutral = (
        card(WITH_GAPS, missing).points[0][-1] for missing in ("own_bin", "never_better", "neutral")
    )
    assert own > max(card(WITH_GAPS).points[0][:-1])
    assert careful == neutral < own


def test_a_gap_that_never_occurred_has_no_evidence():
    assert card().characteristics[0].counts[-1] == 0
    assert card().characteristics[0].evidence[-1] == 0


def test_a_direction_against_the_data_leaves_a_ratio_out():
    assert card(profit=-1).names == ("debt",)


def test_ratios_that_tell_nothing_give_no_card():
    alone = labelled_table(firms(), label="failed", leave_out=["year", "profit", "debt"])
    with pytest.raises(BadInput, match="no characteristic tells failed from sound"):
        card(alone)
