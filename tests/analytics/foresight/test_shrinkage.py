"""Is a customer drawn towards those alike as far as little is known of it?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from duly.analytics.foresight.curves import SUPPORT_DAYS
from duly.analytics.foresight.evidence import NEVER, Evidence
from duly.analytics.foresight.moments import number_of_day
from duly.analytics.foresight.panel import Panel
from duly.analytics.foresight.shrinkage import (
    customer_shares,
    prior_shape,
    prior_shares,
    shrunk,
    shrunk_shares,
)

TODAY = number_of_day(date(2026, 6, 30))
DAYS = np.array([0, 10])


def texts(*values: str) -> np.ndarray:
    return np.array(values, dtype=object)


def evidence(*paid: tuple[str, str, int, int]) -> Evidence:
    """Account, group, how long ago it was due, and how late it was paid."""
    due = np.array([TODAY - ago for _, _, ago, _ in paid], dtype=np.int64)
    late = np.array([days for *_, days in paid], dtype=np.int64)
    return Evidence(
        texts(*(f"I{place}" for place in range(len(paid)))),
        texts(*(account for account, *_ in paid)),
        texts(*(group for _, group, *_ in paid)),
        due - 30,
        due,
        late,
        late,
    )


def moment(account: str, group: str) -> Panel:
    day = np.array([TODAY], dtype=np.int64)
    return Panel(texts("X"), texts(account), texts(group), day, day + 30, day, (), np.empty((1, 0)))


def joined(*moments: tuple[str, str, int]) -> Panel:
    """Account, group, and how many days from today it is scored."""
    accounts, groups, ahead = zip(*moments, strict=True)
    day = TODAY + np.array(ahead, dtype=np.int64)
    none = np.empty((len(day), 0))
    return Panel(texts(*accounts), texts(*accounts), texts(*groups), day, day + 30, day, (), none)


def test_the_example_of_the_handbook_comes_out() -> None:
    assert float(shrunk(4, 12, 6)) == pytest.approx(8.667, abs=0.0005)


def test_an_unknown_customer_of_an_unknown_book_gets_what_is_usual() -> None:
    found = shrunk_shares(evidence(), moment("A", "g"), days=DAYS)
    assert found[0] == pytest.approx(prior_shares(DAYS))


def test_each_level_draws_towards_the_one_above() -> None:
    told = evidence(*[("A", "g", 100, 5)] * 5, *[("B", "h", 100, -2)] * 5)
    prior = prior_shares(DAYS)[0]
    book = (5 + 5 * prior) / 15
    group = (0 + 5 * book) / 10
    account = (0 + 5 * group) / 10
    assert shrunk_shares(told, moment("A", "g"), days=DAYS)[0, 0] == pytest.approx(account)
    assert shrunk_shares(told, moment("new", "g"), days=DAYS)[0, 0] == pytest.approx(group)
    assert shrunk_shares(told, moment("new", "new"), days=DAYS)[0, 0] == pytest.approx(book)


@pytest.mark.parametrize(
    ("ago", "late", "counts"),
    [
        (12, 3, (1, 1)),
        (11, 3, (1, 1)),
        (10, 3, (0, 0)),  # ten days late only today: its outcome by then is not known yet
        (11, NEVER, (1, 0)),  # open, and known not to be paid by then
        (11, 11, (1, 0)),
    ],
)
def test_an_invoice_counts_from_the_day_it_is_old_enough_to_tell(
    ago: int, late: int, counts: tuple[int, int]
) -> None:
    old, paid = counts
    found = shrunk_shares(evidence(("A", "g", ago, late)), moment("Z", "z"), days=np.array([10]))
    prior = prior_shares(np.array([10]))[0]
    assert found[0, 0] == pytest.approx((paid + 5 * prior) / (old + 5))


def test_the_prior_is_a_distribution_with_some_never_paid() -> None:
    shape = prior_shape()
    assert np.all(np.diff(shape) >= 0)
    assert 0.99 < shape[-1] < 0.998
    assert shape[np.searchsorted(SUPPORT_DAYS, 0)] == pytest.approx(0.55)


def test_moments_of_one_customer_and_day_share_a_row_and_no_others() -> None:
    told = evidence(*[("A", "g", 100, 5)] * 5, *[("B", "g", 100, -2)] * 5, ("B", "h", 50, 20))
    asked = [("A", "g", 0), ("B", "g", 0), ("A", "g", 0), ("B", "h", 0), ("A", "g", -95)]
    found = customer_shares(told, joined(*asked), days=DAYS)
    assert len(found.shares) == 4
    alone = [shrunk_shares(told, joined(one), days=DAYS)[0].tolist() for one in asked]
    assert found.take(np.arange(len(asked))).tolist() == alone
    assert found.take(np.array([3, 0])).tolist() == [alone[3], alone[0]]
