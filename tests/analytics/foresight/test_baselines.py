"""Do the baselines forecast as anybody would without a model?"""

from __future__ import annotations

import numpy as np

from duly.analytics.foresight.baselines import NAMES, baselines
from duly.analytics.foresight.panel import Panel


def panel(median: float, mean: float) -> Panel:
    text, day = np.array(["I"], dtype=object), np.array([0], dtype=np.int64)
    figures = np.array([[median, mean]])
    return Panel(text, text, text, day, day, day, ("median", "raw_mean"), figures)


def test_each_baseline_says_what_its_name_says() -> None:
    found = baselines(panel(3.0, 4.5), usual=1.0)
    assert tuple(found) == NAMES
    assert [answers.p50.tolist() for answers in found.values()] == [[0.0], [3.0], [4.5]]


def test_a_customer_without_history_is_taken_as_usual() -> None:
    found = baselines(panel(np.nan, np.nan), usual=1.0)
    assert [answers.p50.tolist() for answers in found.values()] == [[0.0], [1.0], [1.0]]


def test_no_baseline_has_ranges_or_probabilities() -> None:
    for answers in baselines(panel(3.0, 4.5), usual=1.0).values():
        assert answers.p10 is None
        assert answers.p_late is None
