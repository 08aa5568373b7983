"""How many days of the latest sales explain what is open?"""

from __future__ import annotations

from datetime import date

import pytest
from tests.analytics.metrics.handbook import measured, paid, reasons, sold, values

from duly.book.policy.metrics import MetricsPolicy

DUE = date(2026, 12, 31)


def peeled(*sales: tuple[int, int], months: int = 24, paid_units: int = 0):
    """Count-back of sales (month of 2026, units), so much of the first of them paid."""
    invoices = [
        sold(f"I{n}", units, date(2026, month, 10), DUE) for n, (month, units) in enumerate(sales)
    ]
    tables = {"invoices": invoices, "allocations": [paid("I0", paid_units, date(2026, 9, 15))]}
    found = measured(tables, MetricsPolicy(history_months=months))
    return values(found)["dso_countback"], reasons(found)["dso_countback"]


@pytest.mark.parametrize(
    ("sales", "paid_units", "days"),
    [
        ([(9, 600)], 0, 30),
        ([(9, 600)], 300, 15),
        ([(8, 400), (9, 600)], 400, 30),
        ([(8, 400), (9, 600)], 200, 30 + 31 / 2),
        ([(7, 400), (9, 600)], 300, 30 + 31 + 31 / 4),  # nothing sold in August
        ([(9, 600)], 600, 0),
        ([(8, 400), (9, 600), (9, -200)], 400, 30),
        ([(7, 10), (8, 900), (9, 600)], 610, 30 + 31 * 300 / 900),  # and not July
    ],
)
def test_months_are_peeled_off_the_newest_first(sales, paid_units, days):
    assert peeled(*sales, paid_units=paid_units) == (pytest.approx(days), None)


def test_what_the_history_does_not_explain_is_at_least_so_old_and_says_so():
    assert peeled((3, 900), (8, 400), (9, 600), months=3) == (61, "dso_countback_incomplete")


def test_without_sales_in_the_history_nothing_is_known():
    assert peeled((1, 900), months=2) == (None, "no_sales_in_period")


def test_a_credit_balance_waits_for_nothing():
    assert peeled((9, 600), paid_units=700) == (0, None)
