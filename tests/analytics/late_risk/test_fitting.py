from dataclasses import replace

import numpy as np
import pytest
from tests.analytics.late_risk.ledgers import AS_OF, monthly_ledger, observations
from tests.books import book_of

from duly.analytics.accuracy import accuracy
from duly.analytics.failure.card_fitting import fitted_card
from duly.analytics.late_risk import fit_late_risk, fitting
from duly.analytics.late_risk import windows as windows_module
from duly.analytics.late_risk.fitting import _better, calibrated, model_of

FIRST = 738000


@pytest.fixture(scope="module")
def model():
    return model_of(observations(), fit_until=FIRST)


def test_a_model_that_tells_is_judged_on_the_later_day(model):
    judged = model.judgement
    assert (judged.fitted_on, judged.judged_on) == (["2021-07-29"], "2022-07-29")
    best, common = judged.accuracy[model.kind], judged.accuracy["common_rate"]
    assert best.auc > 0.6
    assert best.brier < common.brier
    assert common.auc == 0.5


def test_probabilities_come_true_on_average(model):
    judged = model.judgement.accuracy[model.kind]
    assert judged.expected == pytest.approx(judged.failures, rel=0.05)


def test_what_happens_on_the_later_day_does_not_change_what_was_fitted_before(model, monkeypatch):
    shown = []
    monkeypatch.setattr(
        fitting,
        "fitted_card",
        lambda rows, **asked: shown.append(rows) or fitted_card(rows, **asked),
    )
    model_of(observations(), fit_until=FIRST)
    assert set(shown[0].periods) == {FIRST}


@pytest.mark.parametrize(
    ("rows", "refusal"),
    [
        (observations(tells=False), "no_better_than_chance"),
        (observations(rate=0.01), "too_few_events"),
        (observations().rows(np.zeros(2000, bool)), "too_few_events"),
    ],
    ids=["nothing tells", "few events", "no rows"],
)
def test_a_model_that_cannot_be_trusted_is_refused(rows, refusal):
    found = model_of(rows, fit_until=FIRST)
    assert (found.refusal, found.kind, found.card, found.trees) == (refusal, None, None, None)


def test_accounts_that_all_look_alike_give_no_scorecard_and_no_model():
    rows = replace(observations(), values=np.zeros_like(observations().values))
    found = model_of(rows, fit_until=FIRST)
    assert found.refusal == "no_better_than_chance"
    assert set(found.judgement.accuracy) == {"boosted", "common_rate"}


def test_a_book_that_does_not_go_back_far_enough_is_refused():
    assert fit_late_risk(book_of({"invoices": []}), as_of=AS_OF).refusal == "history_too_short"


def test_a_book_of_accounts_that_differ_gives_a_model(monkeypatch):
    monkeypatch.setattr(windows_module, "STEP_DAYS", 365)
    monkeypatch.setattr(windows_module, "MOST_WINDOWS", 2)
    found = fit_late_risk(monthly_ledger(), as_of=AS_OF)
    assert found.refusal is None
    assert found.judgement.accuracy[found.kind].auc > 0.9


def test_a_model_that_runs_the_wrong_way_gets_no_slope():
    chances = np.linspace(0.01, 0.5, 400)
    failed = (np.arange(400) < 100).astype(float)
    assert calibrated(chances, failed).slope == 0
    assert calibrated(chances, failed[::-1]).slope > 0


@pytest.mark.parametrize(
    ("card", "trees", "kind"),
    [
        (0.70, 0.70, "scorecard"),
        (0.70, 0.72, "boosted"),
        (0.55, 0.58, None),
        (0.61, 0.5, "scorecard"),
    ],
)
def test_the_scorecard_is_taken_unless_trees_are_clearly_better(card, trees, kind):
    failed = np.array([0.0] * 100 + [1.0] * 100)

    def reached(auc):
        riskiness = np.concatenate([np.zeros(100), (np.arange(100) < 200 * (auc - 0.5))])
        return accuracy(riskiness, failed)

    judged = {"scorecard": reached(card), "boosted": reached(trees)}
    assert _better(judged) == kind
