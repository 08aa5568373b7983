"""Does a line find what moves the odds, and stay near the usual where nothing does?"""

from __future__ import annotations

import numpy as np
import pytest

from duly.analytics.foresight import line as lines
from duly.analytics.foresight.curves import Floats, Whole
from duly.analytics.foresight.line import COLUMNS, Line, fit_line, log_odds
from duly.analytics.foresight.panel import Panel

COUNT = 400
DAYS = np.array([0])
NAMES = (*COLUMNS, "count")


def panel() -> Panel:
    """Size tells, nothing else varies; of half the rows it is not known."""
    ids = np.array([f"I{place:03}" for place in range(COUNT)], dtype=object)
    figures = np.full((COUNT, len(NAMES)), np.nan)
    figures[::2, NAMES.index("size")] = np.arange(0, COUNT, 2) % 20
    day = np.zeros(COUNT, dtype=np.int64)
    return Panel(ids, ids, ids, day, day, day, NAMES, figures)


def fitted(late: Whole, horizon: Whole) -> tuple[Line, Floats]:
    base = np.full((COUNT, 1), 0.5)
    line = fit_line(panel(), late, horizon, base, days=DAYS)
    return line, 1 / (1 + np.exp(-line.log_odds(panel(), base)[:, 0]))


def test_what_moves_the_odds_is_found() -> None:
    size = panel().figures[:, NAMES.index("size")]
    _, share = fitted(np.where(np.nan_to_num(size) >= 10, 5, -5), np.full(COUNT, 9))
    assert share[size == 18].mean() < 0.3
    assert share[size == 2].mean() > 0.9


def test_where_nothing_tells_the_share_of_all_is_given() -> None:
    late = np.where(np.arange(COUNT) % 4 < 1, 5, -5)
    _, share = fitted(late, np.full(COUNT, 9))
    assert share[1::4] == pytest.approx(share[3::4])
    assert share.mean() == pytest.approx(0.75, abs=0.01)


def test_invoices_too_young_to_tell_teach_nothing() -> None:
    late = np.where(np.arange(COUNT) < 100, 5, -5)
    _, share = fitted(late, np.where(np.arange(COUNT) < 100, -1, 9))
    assert share.min() > 0.98


def test_where_none_is_old_enough_nothing_is_learned() -> None:
    _, share = fitted(np.full(COUNT, 5), np.full(COUNT, -1))
    assert share == pytest.approx(np.full(COUNT, 0.5))


def test_a_step_too_few_is_near_all_the_same(monkeypatch) -> None:
    late = np.where(np.arange(COUNT) % 4 < 1, 5, -5)
    _, whole = fitted(late, np.full(COUNT, 9))
    monkeypatch.setattr(lines, "_MOST_STEPS", 1)
    _, share = fitted(late, np.full(COUNT, 9))
    assert share == pytest.approx(whole, abs=0.01)


def test_log_odds_are_kept_from_infinity() -> None:
    assert np.isfinite(log_odds(np.array([0.0, 1.0]))).all()
    assert log_odds(np.array([0.5])).tolist() == [0.0]
