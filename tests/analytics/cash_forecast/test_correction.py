"""What came of what was said to come, by how likely it was said to be?"""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.behaviour.ledger import AS_OF, ago

from duly.analytics.cash_forecast.correction import (
    NO_CORRECTION,
    Correction,
    SaidAndCame,
    said_and_came,
    together,
)

NOT_DUE, LATE = np.array([-5]), np.array([5])
MANY = 20_000


def past(said: float, came: float, *, due: int = -5, week: int = 0, days_ago: int = 10):
    """Very many items of which one share was said to come within some weeks, and another came."""
    wide = np.full((MANY, week + 1), said)
    return said_and_came(
        ago(days_ago),
        wide,
        np.full_like(wide, came),
        past_due_days=np.full(MANY, due),
        weights=np.ones(MANY),
    )


def corrected(told: SaidAndCame, said: float, due=NOT_DUE, week: int = 0) -> float:
    found = told.correction(AS_OF).of(np.array([[said]]), due, np.array([week]))
    return float(found[0, 0])


def test_what_came_more_often_than_said_is_said_more_often():
    assert corrected(past(0.5, 0.8), 0.5) == pytest.approx(0.8, abs=0.02)
    assert corrected(past(0.5, 0.2), 0.5) == pytest.approx(0.2, abs=0.02)


def test_what_came_as_said_is_left_as_it_is():
    assert corrected(past(0.5, 0.5), 0.5) == pytest.approx(0.5)
    assert corrected(past(0.5, 0.5), 0.7) == pytest.approx(0.7, abs=0.01)


def test_few_items_move_little():
    few = said_and_came(ago(30), np.array([[0.5]]), np.array([[1.0]]), past_due_days=NOT_DUE,
                        weights=np.ones(1))  # fmt: skip
    assert 0.5 < corrected(few, 0.5) < 0.51


def test_what_is_late_and_what_is_not_due_teach_nothing_of_each_other():
    told = past(0.5, 0.8, due=-5)
    assert corrected(told, 0.5, LATE) == pytest.approx(0.5)
    assert corrected(past(0.5, 0.8, due=1), 0.5, LATE) == pytest.approx(0.8, abs=0.02)


@pytest.mark.parametrize(("week", "share"), [(0, 0.5), (4, 0.8), (7, 0.8), (8, 0.5)])
def test_weeks_alike_teach_of_each_other_and_others_do_not(week, share):
    told = past(0.5, 0.8, week=5, days_ago=45)
    fifth = SaidAndCame(told.known[5:], told.sums[5:])
    assert corrected(fifth, 0.5, week=week) == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize(("days_ago", "is_known"), [(8, True), (7, True), (6, False), (-9, False)])
def test_only_weeks_that_were_over_teach(days_ago, is_known):
    assert (corrected(past(0.5, 0.8, days_ago=days_ago), 0.5) > 0.51) == is_known


def test_what_was_seen_long_ago_counts_less():
    fresh, old = past(0.5, 0.8, days_ago=10), past(0.5, 0.2, days_ago=300)
    assert corrected(together([old, fresh]), 0.5) > 0.65


def test_nothing_seen_corrects_nothing():
    said = np.array([[0.0, 0.013, 0.4, 0.97, 1.0]])
    weeks = np.arange(5)
    assert NO_CORRECTION.of(said, LATE, weeks) == pytest.approx(said)
    nothing = past(0.5, 0.5, days_ago=-100).correction(AS_OF)
    assert nothing.of(said, LATE, weeks) == pytest.approx(said)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=30),
    st.lists(st.floats(0, 1), min_size=1, max_size=13),
)
def test_a_correction_never_falls_and_stays_a_probability(seen, asked):
    said, came = (np.array(column)[:, None] for column in zip(*seen, strict=True))
    told = said_and_came(AS_OF - timedelta(days=20), said, came, past_due_days=np.zeros(len(said)),
                         weights=np.full(len(said), 500.0))  # fmt: skip
    rising = np.sort(asked)[None, :]
    found = told.correction(AS_OF).of(rising, NOT_DUE, np.arange(rising.shape[1]))
    assert np.all(np.diff(found) >= 0)
    assert 0 <= found.min() <= found.max() <= 1


def test_what_is_certain_stays_certain():
    told = past(0.5, 0.9).correction(AS_OF)
    found = told.of(np.array([[0.0, 1.0]]), NOT_DUE, np.array([0, 0]))
    assert found.tolist() == [[0.0, 1.0]]


def test_the_kinds_are_rows_of_equal_length():
    assert isinstance(NO_CORRECTION, Correction)
    assert NO_CORRECTION.said.shape == NO_CORRECTION.came.shape == (10, 2)
