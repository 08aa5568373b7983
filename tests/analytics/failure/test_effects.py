import numpy as np
import pytest

from duly.analytics.failure.effects import Steps, fitted_effects

CHANCE = np.random.default_rng(11)
PLACES = CHANCE.integers(0, 4, size=4000)
FAILED = (CHANCE.random(4000) < np.array([0.4, 0.2, 0.1, 0.02])[PLACES]).astype(float)
SAFER = (-1.0, 0.0, 1.0)
"""Evidence of the three bins of known values; the fourth place is for gaps."""


def effects(gap, evidence=SAFER):
    _, found = fitted_effects([Steps(PLACES, (*evidence, 0.0), gap)], FAILED)
    return found[0]


def test_effects_fall_where_evidence_rises():
    first, second, third, gap = effects((None, None))
    assert first > second > third > gap


def test_no_effect_runs_against_its_evidence():
    first, second, third, _ = effects((None, None), evidence=(1.0, 0.0, -1.0))
    assert first == second == third == pytest.approx(0)


def test_the_average_known_firm_has_an_effect_of_zero():
    known = PLACES < 3
    found = np.array(effects((None, None)))[PLACES]
    assert found[known].mean() == pytest.approx(0, abs=1e-9)


def test_a_gap_is_never_better_than_average_where_it_may_not_be():
    assert effects((0.0, None))[3] == 0
    assert effects((0.0, 0.0))[3] == 0


def test_a_characteristic_without_a_known_value_has_effects_of_gaps_only():
    everywhere = np.full(4000, 1)
    _, (found,) = fitted_effects([Steps(everywhere, (0.0, 0.0), (None, None))], FAILED)
    assert found[0] == 0
