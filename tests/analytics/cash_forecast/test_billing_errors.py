"""How far off were past forecasts of the money of what was not billed yet?"""

from __future__ import annotations

import numpy as np
import pytest
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago
from tests.analytics.cash_forecast.certainties import billed, horizon, outlooks, weekly

from duly.analytics.cash_forecast.billing_errors import known_days
from duly.analytics.cash_forecast.horizon import Horizon
from duly.analytics.foresight.moments import number_of_day

AHEAD = horizon(weeks=4, days=0)


def errors(ledger: Ledger, ahead: Horizon = AHEAD) -> np.ndarray:
    return outlooks(ledger, ahead=ahead).errors(ahead)


def test_what_goes_on_as_before_is_not_missed():
    found = errors(weekly(60))
    assert found.shape == (26, 1, 4)
    assert found == pytest.approx(0, abs=1e-9)


def test_what_came_beyond_what_was_expected_counts_in_weeks_of_billing():
    """One past week brought another average week of money, whenever it was forecast from."""
    ledger = weekly(60)
    billed(ledger, 9, 700, parts=((700, -30 + 1),))
    found = errors(ledger)[:, 0]
    # Eight days ago: in the week before the last; of what was not billed when it was forecast.
    assert found[1].tolist() == pytest.approx([1, 1, 1, 1], abs=0.1)
    assert found[5].tolist() == pytest.approx([0, 0, 0, 0], abs=0.1)


@pytest.mark.parametrize(("weeks", "reaches"), [(12, 0), (16, 1), (17, 2), (19, 4)])
def test_a_young_book_has_few_forecasts_that_reach_far(weeks, reaches):
    """Eight weeks of billing, and eight forecasts whose week is over."""
    found = errors(weekly(weeks + 1))
    assert np.isfinite(found[0, 0]).tolist() == [week < reaches for week in range(4)]


def test_few_forecasts_are_taken_in_turn():
    found = errors(billed(weekly(17), 9, 700, parts=((700, -29),)))[:, 0, 0]
    assert found[8:16].tolist() == found[:8].tolist()


def test_what_comes_after_the_day_is_not_looked_at():
    then = errors(weekly(60))
    ledger = billed(weekly(60), -3, 70_000)
    ledger.pay("A", "I00000", 700, ago(-1))
    assert errors(ledger).tolist() == then.tolist()


def test_an_earlier_day_sees_what_it_saw_then():
    ledger = billed(weekly(60), 9, 7_000, parts=((7_000, -29),))
    before = Horizon(ago(14), weeks=4, days=0)
    ahead = outlooks(ledger, ahead=before)
    assert ahead.errors(before) == pytest.approx(0, abs=1e-9)
    assert ahead.errors(Horizon(AS_OF, weeks=4, days=0)).max() > 1


@pytest.mark.parametrize(("weeks", "days"), [(0, 0), (1, 0), (2, 7), (60, 182)])
def test_billing_is_known_for_whole_weeks_of_half_a_year(weeks, days):
    assert known_days(outlooks(weekly(weeks)).ledger, number_of_day(AS_OF)) == days
