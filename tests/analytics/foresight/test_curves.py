"""Do payment curves answer with the right days and probabilities?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.analytics.foresight.curves import SUPPORT_DAYS, PaymentCurves, curves_from_mass, parts

GRID = np.array([-5, 0, 1, 2, 10, 20])


def curves(*rows: list[float]) -> PaymentCurves:
    ids = np.array([f"I{place}" for place in range(len(rows))], dtype=object)
    return PaymentCurves(ids, GRID, np.array(rows, dtype=np.float64).reshape(len(rows), len(GRID)))


ONE = [0.1, 0.3, 0.5, 0.6, 0.8, 0.9]


@pytest.mark.parametrize(
    ("probability", "day"),
    [
        (0.05, -5.0),
        (0.1, -5.0),
        (0.11, -4.0),  # 0.2 lies evenly on the five days from -4 to 0
        (0.3, 0.0),
        (0.5, 1.0),
        (0.6, 2.0),
        (0.7, 6.0),  # 0.2 lies evenly on the eight days from 3 to 10
        (0.9, 20.0),
    ],
)
def test_a_quantile_is_the_first_day_that_reaches_the_probability(
    probability: float, day: float
) -> None:
    assert curves(ONE).quantile(probability).tolist() == [day]


def test_a_quantile_beyond_the_mass_that_is_ever_paid_is_not_a_number() -> None:
    assert np.isnan(curves(ONE).quantile(0.95)[0])


def test_quantiles_may_differ_by_invoice_and_by_draw() -> None:
    both = curves(ONE, [0, 0, 0, 0, 0, 1.0])
    assert both.quantile([0.5, 0.1]).tolist() == [1.0, 11.0]
    assert both.quantile(np.array([[0.3, 0.6], [0.1, 1.0]])).tolist() == [[0, 2], [11, 20]]


@pytest.mark.parametrize(
    ("days", "probability"),
    [(-6, 0.0), (-5, 0.1), (-3, 0.18), (0, 0.3), (6, 0.7), (10, 0.8), (20, 0.9), (400, 0.9)],
)
def test_the_probability_of_payment_by_a_day_is_read_off_the_curve(
    days: int, probability: float
) -> None:
    assert curves(ONE).probability_by(days) == pytest.approx([probability])


def test_what_is_never_paid_counts_as_late() -> None:
    one = curves(ONE)
    assert one.probability_never == pytest.approx([0.1])
    assert one.probability_late == pytest.approx([0.7])
    assert one.probability_later_than([10]) == pytest.approx([0.2])


def test_the_mean_leaves_out_never_unless_it_is_told_how_late_never_is() -> None:
    one = curves([0.0, 0.5, 0.5, 0.5, 0.9, 0.9])
    days = 0.5 * -2 + 0.4 * 6.5
    assert one.mean() == pytest.approx([days / 0.9])
    assert one.mean(never_days=100) == pytest.approx([days + 10])


def test_the_mean_of_what_is_never_paid_is_not_a_number() -> None:
    assert np.isnan(curves([0.0] * 6).mean()[0])


def test_being_still_open_takes_away_the_days_that_have_passed() -> None:
    left = curves(ONE, ONE).conditional_on_open([1, -9])
    assert left.cumulative[0] == pytest.approx([0, 0, 0, 0.2, 0.6, 0.8])
    assert left.cumulative[1] == pytest.approx(ONE)


def test_an_invoice_open_between_two_days_of_the_grid_is_paid_after_that_day() -> None:
    left = curves(ONE).conditional_on_open(6)
    assert left.quantile([[0.01]])[0, 0] == 7.0
    assert left.probability_by(6).tolist() == [0.0]
    assert left.probability_by(7) == pytest.approx([0.1 / 4 / 0.3])
    assert left.mean() == pytest.approx([(0.1 * 8.5 + 0.1 * 15.5) / 0.2])


def test_an_invoice_open_beyond_its_whole_curve_is_never_paid() -> None:
    left = curves([0, 0, 0, 0, 0, 1.0]).conditional_on_open(30)
    assert left.probability_never.tolist() == [1.0]
    assert left.probability_by(400).tolist() == [0.0]


def test_taking_some_invoices_keeps_what_is_known_of_them() -> None:
    three = curves(ONE, ONE, [0, 0, 0, 0, 0, 1.0])
    assert three.take(np.array([2, 0])).invoice_ids.tolist() == ["I2", "I0"]
    known = three.conditional_on_open([1, 2, 3]).take(np.array([2]))
    assert known.open_through_days is not None
    assert known.open_through_days.tolist() == [3]
    assert len(known) == 1


def test_no_invoices_are_no_curves() -> None:
    none = curves()
    assert none.quantile(0.5).tolist() == none.mean().tolist() == []
    assert len(none.conditional_on_open(3)) == 0


@pytest.mark.parametrize(
    ("rows", "grid", "message"),
    [
        ([[0.5, 0.4]], [0, 1], "must not fall"),
        ([[0.5, 1.4]], [0, 1], "between 0 and 1"),
        ([[-0.5, 0.4]], [0, 1], "between 0 and 1"),
        ([[0.5, 0.6]], [1, 1], "must ascend"),
        ([[0.5]], [0, 1], "a column a day"),
    ],
)
def test_curves_that_are_none_are_refused(
    rows: list[list[float]], grid: list[int], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        PaymentCurves(np.array(["I"], dtype=object), np.array(grid), np.array(rows))


def test_rounding_of_the_mass_does_not_go_beyond_certainty() -> None:
    mass = np.full((1, len(SUPPORT_DAYS)), 1.0000001 / len(SUPPORT_DAYS))
    made = curves_from_mass(np.array(["I"], dtype=object), mass)
    assert made.probability_never.tolist() == [0.0]


_masses = st.lists(st.floats(0, 1), min_size=7, max_size=7).filter(lambda row: sum(row) > 0.01)


@given(_masses, st.integers(-10, 30), st.floats(0.01, 0.99))
def test_a_quantile_and_the_probability_by_it_agree(
    mass: list[float], elapsed: int, probability: float
) -> None:
    share = np.array([mass[:6]]) / sum(mass)
    open_still = curves_from_mass(np.array(["I"], dtype=object), share, support_days=GRID)
    left = open_still.conditional_on_open(elapsed)
    day = left.quantile(probability)
    if np.isnan(day[0]):
        assert left.probability_never[0] > 1 - probability - 1e-6
    else:
        assert day[0] > elapsed
        assert left.probability_by(day)[0] >= probability - 1e-6
        assert left.probability_by(day - 1)[0] <= probability + 1e-6


@given(st.integers(0, 40), st.integers(1, 50))
def test_parts_are_all_places_in_order_and_never_too_many(count: int, at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("duly.analytics.foresight.curves.AT_ONCE", at_once)
        found = list(parts(count))
    assert np.concatenate(found).tolist() == list(range(count))
    assert all(len(part) <= at_once for part in found)
    assert len(found) == max(1, -(-count // at_once))


def test_what_is_known_to_be_open_as_long_is_left_as_it_is() -> None:
    known = curves(ONE, ONE).conditional_on_open([1, 5])
    assert known.conditional_on_open([1, 4]) is known
    again = known.conditional_on_open([1, 6])
    assert again.cumulative[0].tolist() == known.cumulative[0].tolist()
    assert again.cumulative[1].tolist() != known.cumulative[1].tolist()
