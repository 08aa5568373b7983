"""How far do invoices come late together: those of one customer, and those of the whole book?"""

from __future__ import annotations

import numpy as np
import pytest
from tests.analytics.behaviour.ledger import AS_OF
from tests.analytics.cash_forecast.certainties import items, paid_late

from duly.analytics.cash_forecast.dependence import Dependence, measured_dependence, surprises

USUAL = Dependence(account=0.35, everybody=0.02)


@pytest.mark.parametrize(
    ("account", "everybody"), [(0.0, 0.0), (0.35, 0.02), (0.9, 0.09), (0.0, 0.99)]
)
def test_the_shares_and_the_rest_are_one_whole(account, everybody):
    dependence = Dependence(account, everybody)
    assert dependence.own + account + everybody == pytest.approx(1.0)


@pytest.mark.parametrize(("account", "everybody"), [(-0.1, 0.0), (0.0, -0.1), (0.6, 0.4)])
def test_shares_that_leave_nothing_of_its_own_are_refused(account, everybody):
    with pytest.raises(ValueError, match="shares of one whole"):
        Dependence(account, everybody)


@pytest.mark.parametrize(
    ("late", "score"),
    [
        (0, -0.674),  # the middle of the first half
        (10, 0.674),
        (5, 0.0),  # no such day was thought of: between the two halves
        (-50, -3.09),  # sooner than ever thought, and never further than this
        (300, 3.09),
    ],
)
def test_a_surprise_is_counted_in_standard_deviations_from_the_median(late, score):
    held = items(("A", 0, 100))
    curves = paid_late({0: 0.5, 10: 0.5})(held, AS_OF)
    assert surprises(curves, np.array([float(late)])) == pytest.approx([score], abs=0.001)


def test_what_was_not_paid_yet_is_no_surprise():
    held = items(("A", 0, 100), ("B", 0, 100))
    curves = paid_late({0: 0.5, 10: 0.5})(held, AS_OF)
    found = surprises(curves, np.array([np.nan, 10.0]))
    assert np.isnan(found).tolist() == [True, False]


def planted(
    account: float, everybody: float, *, accounts: int = 40, each: int = 5, days: int = 60
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Scores of forecasts of `days` days, with that dependence in them; accounts; days."""
    random = np.random.default_rng(5)
    of_day = random.standard_normal((days, 1, 1))
    of_account = random.standard_normal((days, accounts, 1))
    own = random.standard_normal((days, accounts, each))
    rest = 1 - account - everybody
    scores = everybody**0.5 * of_day + account**0.5 * of_account + rest**0.5 * own
    names = np.array([f"A{number}" for number in range(accounts)], dtype=object)
    wide = np.broadcast_to(names[None, :, None], scores.shape)
    origins = np.broadcast_to(np.arange(days)[:, None, None], scores.shape)
    return scores.ravel(), wide.ravel(), origins.ravel()


def measured(scores, accounts, origins) -> Dependence:
    return measured_dependence(scores, accounts, origins, otherwise=USUAL)


@pytest.mark.parametrize(
    ("account", "everybody"), [(0.0, 0.0), (0.35, 0.0), (0.35, 0.2), (0.6, 0.1)]
)
def test_a_planted_dependence_is_found_again(account, everybody):
    found = measured(*planted(account, everybody))
    assert found.account == pytest.approx(account, abs=0.06)
    assert found.everybody == pytest.approx(everybody, abs=0.06)


def test_scores_off_their_middle_and_scale_show_the_same_dependence():
    scores, accounts, origins = planted(0.35, 0.1)
    moved, found = (measured(some, accounts, origins) for some in (3 * scores + 2, scores))
    assert moved.account == pytest.approx(found.account)
    assert moved.everybody == pytest.approx(found.everybody)


def test_what_was_not_paid_yet_does_not_count():
    scores, accounts, origins = planted(0.35, 0.1)
    nothing = np.full(len(scores), np.nan)
    with_open = (
        np.concatenate(pair)
        for pair in ((scores, nothing), (accounts, accounts), (origins, origins))
    )
    assert measured(*with_open) == measured(scores, accounts, origins)


def test_scores_all_alike_within_an_account_leave_something_of_its_own():
    found = measured(*planted(1.0, 0.0))
    assert found.account + found.everybody == pytest.approx(0.9)


@pytest.mark.parametrize(
    "much",
    [
        {"accounts": 7, "each": 7, "days": 1},  # 49 invoices
        {"accounts": 1, "each": 5, "days": 20},  # one customer: nobody to come late together with
        {"accounts": 20, "each": 1, "days": 20},  # never two invoices of one customer
        {"accounts": 1, "each": 1, "days": 99},
        {"accounts": 0, "each": 1, "days": 1},
    ],
    ids=["few", "one_customer", "one_invoice_each", "one_of_all", "none"],
)
def test_too_little_to_measure_leaves_what_is_usual(much):
    assert measured(*planted(0.8, 0.0, **much)) == USUAL


def test_invoices_all_alike_show_no_dependence():
    scores, accounts, origins = planted(0.35, 0.1)
    assert measured(np.full(len(scores), 0.3), accounts, origins) == Dependence(0.0, 0.0)
