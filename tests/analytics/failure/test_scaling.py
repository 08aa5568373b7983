import pytest

from duly.analytics.failure.scaling import PointsScale, attribute_points, rounded

USUAL = PointsScale()


def test_factor_and_offset_are_those_of_the_handbook():
    assert USUAL.factor == pytest.approx(28.853901, abs=5e-7)
    assert USUAL.offset == pytest.approx(501.862188, abs=5e-7)


@pytest.mark.parametrize(("odds", "score"), [(15, 580), (30, 600), (60, 620), (120, 640)])
def test_twice_the_odds_are_twenty_points(odds, score):
    probability = 1 / (1 + odds)
    assert USUAL.score_of(probability) == pytest.approx(score)
    assert USUAL.probability_of(score) == pytest.approx(probability)


@pytest.mark.parametrize(("score", "percent"), [(500, 51.6), (550, 15.87), (650, 0.586)])
def test_a_score_stands_for_a_probability(score, percent):
    assert 100 * USUAL.probability_of(score) == pytest.approx(percent, rel=1e-3)


def test_two_variables_get_the_points_of_the_handbook():
    effects = [-0.9 * 0.5, -0.7 * -0.2]
    points = [
        attribute_points([effect], intercept=-3, number=2, scale=USUAL)[0] for effect in effects
    ]
    assert points == pytest.approx([307.196, 290.172], abs=5e-4)
    assert sum(points) == pytest.approx(597.369, abs=5e-4)
    assert 100 * USUAL.probability_of(sum(points)) == pytest.approx(3.5230, abs=5e-5)
    assert sum(rounded(one) for one in points) == 597


@pytest.mark.parametrize(
    ("points", "whole"), [(0.5, 1), (-0.5, -1), (1.49, 1), (-1.49, -1), (2.5, 3), (0, 0)]
)
def test_points_are_rounded_half_away_from_zero(points, whole):
    assert rounded(points) == whole


@pytest.mark.parametrize("senseless", [{"odds": 0}, {"doubling": -1}], ids=str)
def test_a_scale_that_makes_no_sense_cannot_be_built(senseless):
    with pytest.raises(ValueError, match="above zero"):
        PointsScale(**senseless)
