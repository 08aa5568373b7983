import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.generator.chance import Stream, apportion, pick, pick_rows, stream


@given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30), st.integers(0, 500))
def test_parts_add_up_and_nobody_goes_without(weights, spare):
    parts = apportion(len(weights) + spare, np.array(weights))
    assert parts.sum() == len(weights) + spare
    assert parts.min() >= 1


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (3, [1, 1, 1], [1, 1, 1]),
        (4, [1, 1, 1], [2, 1, 1]),
        (13, [1, 9], [2, 11]),
        (5, [1], [5]),
    ],
)
def test_the_largest_remainder_gets_what_is_left(total, weights, parts):
    assert apportion(total, np.array(weights, float)).tolist() == parts


def test_streams_of_one_seed_are_independent_by_subject_and_block():
    drawn = {stream(1, subject, block).random() for subject in Stream for block in (0, 1)} | {
        stream(2, Stream.SALES).random()
    }
    assert len(drawn) == 2 * len(Stream) + 1


def test_a_stream_can_be_drawn_again():
    assert stream(5, Stream.SALES, 3).random() == stream(5, Stream.SALES, 3).random()


def test_nothing_is_picked_that_weighs_nothing():
    rng = stream(1, Stream.SALES)
    assert set(pick(rng, [0, 1, 0, 1], 500)) == {1, 3}
    assert set(pick_rows(rng, np.tile([0.0, 2.0, 0.0], (200, 1)))) == {1}
