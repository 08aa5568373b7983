"""How well did past forecasts of cash hold?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago
from tests.analytics.cash_forecast.certainties import QUICK, horizon, items, paid_late

from duly.analytics.cash_forecast.accuracy import (
    PastWeeks,
    by_week,
    coverage,
    past_weeks,
)
from duly.analytics.cash_forecast.bands import Bands
from duly.analytics.cash_forecast.forecast import WhatIf
from duly.analytics.foresight.accuracy import wape


@pytest.mark.parametrize(
    ("actual", "share"),
    [
        ([15], 1.0),
        ([10], 1.0),
        ([20], 1.0),
        ([9], 0.0),
        ([21], 0.0),
        ([15, 9, 21, 20], 0.5),
        ([], None),
    ],
)
def test_coverage_is_the_share_of_weeks_in_their_band_ends_included(actual, share):
    low, high = np.full(len(actual), 10.0), np.full(len(actual), 20.0)
    assert coverage(np.array(actual, float), low, high) == share


def test_a_band_is_that_of_the_whole_units_that_are_shown():
    assert coverage(np.array([10.0]), np.array([10.4]), np.array([10.4])) == 1.0


WEEKS = horizon(weeks=2)


@pytest.mark.parametrize(
    ("past_due", "days_late", "weeks"),
    [
        (-1, 0.0, [100, 0]),
        (-7, 0.0, [100, 0]),  # the last day of the first week
        (-8, 0.0, [0, 100]),
        (-7, 3.0, [0, 100]),
        (-14, 0.0, [0, 100]),
        (-15, 0.0, [0, 0]),
        (5, 0.0, [100, 0]),  # that day has passed: it is awaited at once
        (5, 30.0, [0, 0]),
        (-3, np.nan, [100, 0]),  # of whom nothing is known: the due date
    ],
)
def test_a_simpler_rule_pays_each_item_on_its_day_and_at_once_if_that_has_passed(
    past_due, days_late, weeks
):
    found = by_week(items(("A", past_due, 100)), np.array([days_late]), WEEKS)
    assert {code: sums.tolist() for code, sums in found.items()} == {"EUR": weeks}


def test_of_no_items_a_simpler_rule_says_nothing():
    assert by_week(items(), np.zeros(0), WEEKS) == {}


def due_date(held, day) -> np.ndarray:
    return np.zeros(len(held))


def a_week_late(held, day) -> np.ndarray:
    return np.full(len(held), 7.0)


ON_THE_DAY = paid_late({0: 1.0})


def looked_back(ledger: Ledger, *days_ago: int, until: int = 0, **more) -> PastWeeks:
    return past_weeks(
        ledger.book(), more.pop("curves_of", ON_THE_DAY), more.pop("setting", QUICK),
        origins=[ago(days) for days in days_ago], until=ago(until),
        baselines={"due_date": due_date, "a_week_late": a_week_late},
    )  # fmt: skip


def paid_on_the_day() -> Ledger:
    """100 billed each Tuesday at 14 days, and paid when they are due, for twenty weeks."""
    ledger = Ledger()
    for week in range(20):
        due = ago(7 * week - 14)
        parts = ((100, 0),) if due <= AS_OF else ()
        ledger.invoice("A", 100, due, parts=parts, terms=14)
    return ledger


LOOKED_BACK = {
    # days ago -> the weeks that are over
    28: [0, 1, 2, 3],
    27: [0, 1, 2],
    7: [0],  # its last day is today: it is over
    6: [],
    -7: [],  # not begun
}


@pytest.fixture(scope="module")
def over():
    found = looked_back(paid_on_the_day(), *LOOKED_BACK)
    weeks: dict[int, list[int]] = {}
    for origin, week in zip(found.origins.tolist(), found.weeks.tolist(), strict=True):
        weeks.setdefault(AS_OF.toordinal() - origin, []).append(week)
    return weeks


@pytest.mark.parametrize("days_ago", LOOKED_BACK)
def test_weeks_that_are_not_over_are_left_out(over, days_ago):
    assert over.get(days_ago, []) == LOOKED_BACK[days_ago]


@pytest.fixture(scope="module")
def past():
    return looked_back(paid_on_the_day(), 42, 35, 28)


def test_a_forecast_that_holds_shows_what_came(past):
    """Two invoices are open on each day; those billed later are due in the third week and on."""
    assert (
        past.origins.tolist() == np.repeat([ago(n).toordinal() for n in (42, 35, 28)], 4).tolist()
    )
    assert past.open_actual.tolist() == [100, 100, 0, 0] * 3
    assert past.all_actual.tolist() == [100] * 12
    for low_middle_high in past.open_bands:
        assert low_middle_high.tolist() == past.open_actual.tolist()
    for low_middle_high in past.all_bands:
        assert low_middle_high == pytest.approx(past.all_actual)
    assert wape(past.all_bands[1], past.all_actual) == pytest.approx(0.0)


def test_baselines_say_what_the_same_items_were_to_bring(past):
    assert past.baselines["due_date"].tolist() == [100, 100, 0, 0] * 3
    assert past.baselines["a_week_late"].tolist() == [0, 100, 100, 0] * 3


def test_past_weeks_measure_the_bands(past):
    # Twelve forecasts of six weeks, all of them right; of later weeks, none.
    own = 6 / 21
    assert past.bands() == Bands(near=pytest.approx(0.5**own), far=1.0)


DOUBTFUL = paid_late({0: 0.5, 5: 0.5})


@pytest.fixture(scope="module")
def doubted():
    return looked_back(paid_on_the_day(), 35, curves_of=DOUBTFUL)


@pytest.mark.parametrize(
    "assumed",
    [
        {"bands": Bands(near=4.0, far=4.0)},
        {"what_if": WhatIf(stopped_accounts=frozenset({"A"}), later_days=7)},
    ],
    ids=["bands", "what_if"],
)
def test_what_is_assumed_of_the_future_does_not_change_the_past(doubted, assumed):
    setting = replace(QUICK, **assumed)
    other = looked_back(paid_on_the_day(), 35, curves_of=DOUBTFUL, setting=setting)
    assert other.all_bands.tolist() == doubted.all_bands.tolist()


def test_a_past_forecast_knows_nothing_of_what_came_later():
    """From the day on nobody pays, and much is billed: what was forecast stays."""
    known = looked_back(paid_on_the_day(), 28)
    changed = paid_on_the_day()
    for name, day in (("payments", "received_on"), ("allocations", "allocated_on")):
        changed.rows[name] = [row for row in changed.rows[name] if row[day] <= ago(28)]
    changed.invoice("B", 5_000, ago(9), terms=3)
    found = looked_back(changed, 28)
    assert found.all_bands.tolist() == known.all_bands.tolist()
    assert found.all_actual.tolist() == [0] * 4


def test_currencies_are_never_added():
    ledger = paid_on_the_day().invoice("B", 9_000, ago(25), parts=((9_000, 0),), currency="JPY")
    found = looked_back(ledger, 28)
    in_yen = found.currencies == "JPY"
    assert found.all_actual[in_yen].tolist() == [9_000, 0, 0, 0]
    assert found.all_actual[~in_yen].tolist() == [100] * 4
    assert found.baselines["due_date"][in_yen].tolist() == [9_000, 0, 0, 0]


def test_a_currency_of_which_all_was_billed_later_has_no_items_to_go_by():
    """Billed and paid at once in yen: nothing is open, and yet some is to come."""
    ledger = Ledger()
    for days in range(60):
        ledger.invoice("B", 10, ago(days), parts=((10, 0),), terms=0, currency="JPY")
    found = looked_back(ledger, 28)
    assert found.all_actual.tolist() == [70] * 4
    assert found.open_actual.tolist() == found.baselines["due_date"].tolist() == [0] * 4


@pytest.mark.parametrize(("ledger", "days"), [(Ledger(), (28,)), (paid_on_the_day(), ())])
def test_without_a_book_or_a_day_there_are_no_past_weeks(ledger, days):
    found = looked_back(ledger, *days)
    assert (len(found.weeks), found.all_bands.shape) == (0, (3, 0))
    assert found.bands() == Bands()
    assert wape(found.all_bands[1], found.all_actual) is None
