"""Do thresholds lie where invoices are paid, and curves go through them?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from duly.analytics.foresight.curves import SUPPORT_DAYS
from duly.analytics.foresight.evidence import NEVER, Evidence
from duly.analytics.foresight.shrinkage import prior_shape
from duly.analytics.foresight.thresholds import (
    ThresholdCurves,
    filled_in,
    portfolio_shape,
    thresholds,
)

IDS = np.array(["I"], dtype=object)


def test_a_book_paid_within_days_has_a_threshold_for_each_of_them() -> None:
    late = np.tile(np.arange(-3, 4), 20)
    assert set(range(-3, 4)) <= set(thresholds(late).tolist())


def test_a_book_paid_over_months_has_not() -> None:
    days = thresholds(np.arange(-100, 300))
    assert len(days) < 40
    assert days.min() == -60
    assert days.max() == 180


@pytest.mark.parametrize("late", [[], [NEVER, NEVER]])
def test_without_payments_there_is_what_people_ask_for(late: list[int]) -> None:
    assert thresholds(np.array(late, dtype=np.int64)).tolist() == [0, 30, 60, 90]


def test_a_curve_goes_through_its_thresholds_and_is_shaped_as_the_book_between_them() -> None:
    shape = prior_shape()
    days = np.array([0, 30])
    curve = filled_in(IDS, np.array([[0.4, 0.8]]), days=days, shape=shape)
    assert curve.probability_by(0) == pytest.approx([0.4])
    assert curve.probability_by(30) == pytest.approx([0.8])
    at = {day: shape[np.searchsorted(SUPPORT_DAYS, day)] for day in (0, 10, 30)}
    share = (at[10] - at[0]) / (at[30] - at[0])
    assert curve.probability_by(10) == pytest.approx([0.4 + 0.4 * share])
    assert 0.8 < curve.cumulative[0, -1] < 1.0


def test_shares_that_fall_are_evened_out() -> None:
    curve = filled_in(IDS, np.array([[0.5, 0.3]]), days=np.array([0, 30]), shape=prior_shape())
    assert curve.probability_by(0) == pytest.approx([0.4])
    assert curve.probability_by(30) == pytest.approx([0.4])


def test_open_invoices_make_the_whole_book_later() -> None:
    due = np.full(40, 0)
    late = np.repeat([0, NEVER], 20)
    ids = np.array([str(place) for place in range(40)], dtype=object)
    told = Evidence(ids, ids, ids, due - 30, due, late, late)
    shape = portfolio_shape(told, on=41, prior=prior_shape())
    at_40 = shape[np.searchsorted(SUPPORT_DAYS, 40)]
    prior_at_40 = prior_shape()[np.searchsorted(SUPPORT_DAYS, 40)]
    assert at_40 == pytest.approx((40 * 0.5 + 5 * prior_at_40) / 45)


def test_curves_kept_at_thresholds_are_filled_in_where_they_are_looked_at() -> None:
    ids, shares = np.array(["I", "J"], dtype=object), np.array([[0.4, 0.8], [0.1, 0.9]])
    days, shape = np.array([0, 30]), prior_shape()
    kept = ThresholdCurves(ids, shares, days, shape)
    every = filled_in(ids, shares, days=days, shape=shape)
    assert (len(kept), kept.whole().cumulative.tolist()) == (2, every.cumulative.tolist())
    last = kept.take(np.array([1]))
    assert (last.invoice_ids.tolist(), last.open_through_days) == (["J"], None)
    open_for = np.array([3, 7])
    given_open = replace(kept, open_through_days=open_for).take(np.array([1]))
    expected = every.conditional_on_open(open_for).cumulative[1]
    assert given_open.cumulative[0].tolist() == expected.tolist()
