"""How much cash will come of what is not billed yet?"""

from __future__ import annotations

import numpy as np
import pytest
from tests.analytics.behaviour.ledger import AS_OF, Ledger
from tests.analytics.cash_forecast.certainties import billed, horizon, outlooks, weekly

from duly.analytics.cash_forecast.billing import BillingOutlook, billing_outlook, to_come
from duly.analytics.foresight.moments import number_of_day

TODAY = number_of_day(AS_OF)


def outlook(ledger: Ledger, **more) -> BillingOutlook:
    return billing_outlook(outlooks(ledger, **more).ledger, TODAY)


def cash(ledger: Ledger, *, weeks: int = 4, days: int = 10, draws: int = 20, **more) -> np.ndarray:
    ahead = horizon(weeks=weeks, days=days)
    without = {"without": more.pop("without")} if "without" in more else {}
    known = outlooks(ledger, ahead=ahead, **without)
    return to_come(known, ahead, draws=draws, **{"seed": 1, **more}).sums


def test_past_days_are_listed_from_the_oldest_on():
    ledger = billed(billed(Ledger(), 13, 100), 0, 40)
    found = outlook(ledger)
    assert found.keys == ((None, "EUR"),)
    assert found.billed.tolist() == [[100, *[0] * 12, 40]]


@pytest.mark.parametrize(
    ("first_days_ago", "days"), [(5, 0), (6, 7), (12, 7), (13, 14), (181, 182), (400, 182)]
)
def test_only_whole_weeks_of_the_last_half_year_count(first_days_ago, days):
    ledger = Ledger()
    for days_ago in range(0, first_days_ago + 1):
        billed(ledger, days_ago, 1)
    assert outlook(ledger).billed.sum() == days


@pytest.mark.parametrize(
    "ledger", [Ledger(), billed(Ledger(), 5), billed(Ledger(), -1), billed(Ledger(), 200)],
    ids=["empty", "less_than_a_week", "tomorrow", "long_ago"],
)  # fmt: skip
def test_without_a_week_of_billing_nothing_is_to_come(ledger):
    assert outlook(ledger).keys == ()
    assert cash(ledger, draws=5).shape == (0, 5, len(horizon().ends))


def test_entities_and_currencies_are_told_apart():
    ledger = billed(billed(Ledger(), 6, 100, entity="E1"), 6, 50, entity="E2", currency="JPY")
    found = outlook(billed(ledger, 6, 7))
    by_key = dict(zip(found.keys, found.billed.sum(axis=1).tolist(), strict=True))
    assert by_key == {("E1", "EUR"): 100, ("E2", "JPY"): 50, (None, "EUR"): 7}


def test_where_there_is_no_past_forecast_each_week_is_a_past_one_and_is_paid_as_fast():
    """700 on the last day of each week, paid three days later: in weeks 2, 3 and 4."""
    found = cash(weekly(8), days=1)
    assert found[0].round(6).tolist() == [[0, 0, 700, 700, 700]] * 20


def test_money_comes_on_the_day_of_its_age():
    found = cash(weekly(8), weeks=2, days=14, draws=1)
    assert {day + 1: units for day, units in enumerate(found[0, 0].round(6)) if units} == {10: 700}


@pytest.mark.parametrize("weeks", [8, 40], ids=["by_weeks", "by_errors"])
def test_everybody_a_week_later_brings_it_a_week_later(weeks):
    usual, later = (
        cash(weekly(weeks, paid_after=4), days=28, draws=9, later_days=days) for days in (0, 7)
    )
    assert later[:, :, :7].sum() == pytest.approx(0)
    assert later[:, :, 7:] == pytest.approx(usual[:, :, :-7])


@pytest.mark.parametrize("weeks", [8, 40], ids=["by_weeks", "by_errors"])
def test_uneven_billing_gives_uneven_weeks_and_even_billing_gives_even_ones(weeks):
    uneven = weekly(weeks)
    for week in range(0, weeks, 3):
        billed(uneven, 7 * week + 2, 7_000, parts=((7_000, -27),) if week else ())
    found = [cash(one, draws=50).sum(axis=2).std() for one in (weekly(weeks), uneven)]
    assert found[0] == pytest.approx(0, abs=1e-6)
    assert found[1] > 1000


def test_the_same_seed_draws_the_same_weeks():
    ledger = billed(weekly(8), 20, 70_000)
    first, second, other = (cash(ledger, draws=9, seed=seed) for seed in (1, 1, 2))
    assert (first == second).all()
    assert (first != other).any()


def test_what_past_forecasts_missed_widens_what_is_drawn():
    """Every other week twice as much comes as the average says."""
    ledger = Ledger()
    for week in range(40):
        units = 1_400 if week % 2 else 0
        billed(ledger, 7 * week, 1, parts=())
        billed(ledger, 7 * week, units, parts=((units, -27),) if week else ())
    found = cash(ledger, days=1, draws=200)[0, :, -1]
    assert found.min() < 100
    assert found.max() > 1_300


def test_nothing_that_is_drawn_lies_below_zero():
    ledger = weekly(40)
    for week in range(1, 40, 5):
        billed(ledger, 7 * week, 9_000, parts=((9_000, -27),))
    found = cash(ledger, draws=100)
    assert found.min() == 0


def test_an_account_left_out_bills_nothing_and_others_stay_as_they_are():
    """B began to bill eight days ago; that A did so for long is known all the same."""
    ledger = billed(weekly(8), 3, 50, account="B")
    whole, rest = outlook(ledger), outlook(ledger, without=frozenset({"A"}))
    assert rest.billed.shape == whole.billed.shape
    assert (rest.billed.sum(), whole.billed.sum()) == (50, 50 + 7 * 700)
    assert (rest.paid_by_age == whole.paid_by_age).all()


def test_without_half_of_the_billing_half_of_the_money_is_drawn():
    ledger = Ledger()
    for account in ("A", "B"):
        for week in range(40):
            units = 700 + 10 * (week % 4)
            parts = ((units, -27),) if week else ()
            billed(ledger, 7 * week, units, account=account, parts=parts)
    whole, rest = (cash(ledger, without=some) for some in (frozenset(), frozenset({"A"})))
    assert rest == pytest.approx(whole / 2)


def test_leaving_out_a_stranger_changes_nothing():
    whole, rest = outlook(weekly(3)), outlook(weekly(3), without=frozenset({"Z"}))
    assert (rest.billed == whole.billed).all()
