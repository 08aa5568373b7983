import re
from typing import Any

import pytest
from tests.report.example_backtest import backtest, refused, unscored

from duly.report.model_card.header import key_figures
from duly.report.model_card.verdict import verdict


def _said(facts: dict[str, Any]) -> str:
    return re.sub("<[^>]*>", "", " ".join(verdict(facts)))


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({}, "it missed the day of payment by 2.87 days on average; the best simple rule"),
        ({"mae_days": 3.52}, "no closer than the best simple rule (customer&#39;s median)"),
        ({"mae_days": 9.0}, "no closer than the best simple rule (customer&#39;s median)"),
        ({"baselines": {}}, "it missed the day of payment by 2.87 days on average."),
        ({"mae_days": None}, "nothing is known of how far to trust it"),
    ],
)
def test_the_error_stands_beside_the_rule_that_comes_closest(
    changed: dict[str, Any], text: str
) -> None:
    assert text in _said({**backtest(), **changed})


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.749, "held only 74.9% of them: it is surer of itself than it may be"),
        (0.75, "held 75.0% of them, as it should"),
        (0.85, "held 85.0% of them, as it should"),
        (0.851, "held 85.1% of them: it is wider than it need be"),
    ],
)
def test_a_range_holds_or_is_too_narrow_or_too_wide(share: float, text: str) -> None:
    assert text in _said({**backtest(), "coverage_80": share})


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("coverage_80", "80% range"),
        ("auc_late", "the riskier"),
        ("open_count", "not paid yet"),
        ("model", "Boosted trees"),
    ],
)
def test_of_what_is_not_known_nothing_is_said(key: str, text: str) -> None:
    assert text in _said(backtest())
    assert text not in _said({**backtest(), key: None})


@pytest.mark.parametrize(
    ("error", "is_just"), [(3.6, False), (2.0, False), (3.61, True), (None, False)]
)
def test_a_model_that_only_just_passes_its_gate_is_not_praised(
    error: float | None, is_just: bool
) -> None:
    facts = backtest()
    said = _said({**facts, "model": {**facts["model"], "error": {"boosted": error}}})
    assert "It may be used for single invoices" in said
    assert ("but only just" in said) is is_just


@pytest.mark.parametrize(
    ("facts", "label", "value", "css"),
    [
        (backtest(), "Mean error", "2.87", "good"),
        (refused(), "Mean error", "4.40", "warn"),
        (backtest(), "Closer than the customer’s median", "18.5%", "good"),
        ({**backtest(), "mae_days": 4.4}, "Closer than the customer’s median", "−25.0%", "warn"),
        (backtest(), "Held by the 80% range", "79.3%", "good"),
        (refused(), "Held by the 80% range", "71.0%", "warn"),
        (refused(), "Ranking of late invoices (AUC)", "not known", "unknown"),
        (unscored(), "Mean error", "not known", "unknown"),
        ({**backtest(), "baselines": None}, "Within 3 days", "74.2%", ""),
        ({}, "Weekly cash error (WAPE)", "not known", "unknown"),
    ],
)
def test_a_key_figure_is_good_only_where_it_beats_every_simple_rule(
    facts: dict[str, Any], label: str, value: str, css: str
) -> None:
    (figure,) = (each for each in key_figures(facts) if each.label == label)
    assert (figure.value, figure.css) == (value, css)


def test_higher_is_better_for_a_ranking_and_lower_for_an_error() -> None:
    rules = {"due_date": {"auc_late": 0.9, "weekly_cash_wape": 0.05}}
    figures = {each.label: each.css for each in key_figures({**backtest(), "baselines": rules})}
    assert figures["Ranking of late invoices (AUC)"] == "warn"
    assert figures["Weekly cash error (WAPE)"] == "warn"
