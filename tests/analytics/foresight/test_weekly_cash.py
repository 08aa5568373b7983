"""Is the cash of a week off by what was forecast for another week, and by nothing else?"""

from dataclasses import replace

import numpy as np
import pytest
from tests.analytics.foresight.ledgers import ledger, made
from tests.books import book_of

from duly.analytics.foresight.predictions import Predictions
from duly.analytics.foresight.weekly_cash import weekly_cash


def told(shift: float) -> Predictions:
    """Every invoice forecast so many days after its payment."""
    known = made().predictions
    return replace(known, answers=replace(known.answers, p50=known.late + shift))


def model_of(shift: float) -> dict[str, float | None]:
    return weekly_cash(told(shift), book_of(ledger()))["model"]


def test_what_is_paid_on_the_day_forecast_is_off_by_nothing() -> None:
    assert set(model_of(0.0).values()) == {0.0}


def test_what_is_paid_in_other_weeks_is_off_twice() -> None:
    assert list(model_of(700.0).values()) == [pytest.approx(2.0)] * len(model_of(700.0))


def test_each_baseline_is_told_beside_the_model() -> None:
    assert set(weekly_cash(told(0.0), book_of(ledger()))) == {"model", *told(0.0).by_baseline}


def test_nothing_paid_has_no_figure() -> None:
    none = told(0.0).take(np.zeros(len(told(0.0).invoice_ids), dtype=bool))
    assert weekly_cash(none, book_of(ledger()))["model"] == {}
