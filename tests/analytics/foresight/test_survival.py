"""Is the share still open that of Kaplan and Meier?"""

from __future__ import annotations

import numpy as np
import pytest

from duly.analytics.foresight.survival import still_open

DAYS = np.array([10, 15, 20, 25, 30])
PAID = np.array([True, True, False, True, False])


def test_the_example_of_the_handbook_comes_out() -> None:
    assert still_open(DAYS, PAID, at=DAYS) == pytest.approx([0.8, 0.6, 0.6, 0.3, 0.3])


def test_payment_within_days_of_an_open_invoice_follows_from_it() -> None:
    by_25, by_15 = still_open(DAYS, PAID, at=np.array([25, 15]))
    assert 1 - by_25 / by_15 == pytest.approx(0.5)


def test_before_anything_happened_everything_is_open() -> None:
    assert still_open(DAYS, PAID, at=np.array([9])).tolist() == [1.0]


def test_no_invoices_leave_everything_open() -> None:
    nothing = np.array([], dtype=np.int64)
    assert still_open(nothing, nothing.astype(bool), at=DAYS).tolist() == [1.0] * 5


def test_an_open_invoice_is_no_late_one() -> None:
    with_open = still_open(np.array([5, 40]), np.array([True, False]), at=np.array([40]))
    assert with_open.tolist() == [0.5]
