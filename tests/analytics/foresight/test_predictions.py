"""Do slices of the predictions part them without rest?"""

from __future__ import annotations

import numpy as np
from tests.analytics.foresight.ledgers import made

from duly.analytics.foresight.accuracy import Accuracy
from duly.analytics.foresight.predictions import figures_of, joined, slices


def test_each_slicing_has_every_invoice_once() -> None:
    told = made().predictions
    for parts in slices(told).values():
        assert np.sum(list(parts.values()), axis=0).tolist() == [1] * len(told.invoice_ids)


def test_no_predictions_have_no_slices_by_amount_and_no_figures() -> None:
    none = made().predictions.take(np.zeros(len(made().predictions.invoice_ids), dtype=bool))
    assert slices(none)["amount"] == {}
    assert slices(none)["month"] == {}
    assert set(figures_of(none).values()) == {Accuracy(0)}


def test_predictions_of_two_months_are_joined_in_order() -> None:
    told = made().predictions
    is_first = np.arange(len(told.invoice_ids)) < 5
    again = joined([told.take(is_first), told.take(~is_first)])
    assert again.invoice_ids.tolist() == told.invoice_ids.tolist()
    assert again.answers.p50.tolist() == told.answers.p50.tolist()
    median = again.by_baseline["customer_median"].p50
    assert median.tolist() == told.by_baseline["customer_median"].p50.tolist()
