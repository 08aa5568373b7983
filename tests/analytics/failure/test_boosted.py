import numpy as np
from tests.analytics.failure.firms import firms

from duly.analytics.accuracy import auc
from duly.analytics.failure.boosted import TreeShape, fitted_trees
from duly.analytics.failure.labelled import labelled_table

ROWS = labelled_table(firms(), label="failed", leave_out=["year"])
FEW = TreeShape("few", leaves=4, trees=30, rate=0.1)


def trees(seed=0, **directions):
    return fitted_trees(ROWS, shape=FEW, directions=directions, seed=seed)


def test_trees_tell_failed_from_sound():
    assert auc(trees().probabilities(ROWS.values), ROWS.failed) > 0.75


def test_the_same_seed_gives_the_same_trees():
    assert trees().text == trees().text


def test_risk_falls_along_a_ratio_that_is_safer_above():
    values = np.zeros((200, 3))
    values[:, 0] = np.linspace(-3, 3, 200)
    found = trees(profit=1).probabilities(values)
    assert (np.diff(found) <= 0).all()
    assert found[0] > found[-1]


def test_a_direction_against_the_data_makes_a_ratio_useless():
    values = np.zeros((50, 3))
    values[:, 0] = np.linspace(-3, 3, 50)
    assert len(set(trees(profit=-1).probabilities(values))) == 1
