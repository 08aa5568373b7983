"""Are promises to pay kept?"""

from __future__ import annotations

import pytest
from tests.analytics.metrics.handbook import measured, values
from tests.books import ago


def kept(promises: list[tuple[int, int]], payments: dict[int, int]):
    """Rates of promises (number, due so many days ago) of 100, each by an account of its own."""
    tables = {
        "promises": [
            {"promise_id": f"M{n}", "account_id": f"A{n}", "currency": "EUR",
             "amount_units": 100, "made_on": ago(due + 10), "due_on": ago(due)}
            for n, due in promises
        ],
        "payments": [
            {"payment_id": f"P{n}", "account_id": f"A{n}", "currency": "EUR",
             "amount_units": units, "received_on": ago(17)}
            for n, units in payments.items()
        ],
    }  # fmt: skip
    found = values(measured(tables))
    return found.get("promise_kept_rate"), found.get("promise_kept_share")


def test_example_b_of_the_handbook_comes_out():
    ten = [(n, 20) for n in range(10)]
    assert kept(ten, {**dict.fromkeys(range(7), 100), 7: 60}) == (70, 76)


@pytest.mark.parametrize(
    ("due", "rates"),
    [
        (20, (100, 100)),  # paid three days after the due date: within the tolerance
        (21, (0, 0)),  # a day too late
        (17, (100, 100)),
    ],
)
def test_a_promise_is_kept_up_to_the_end_of_its_tolerance(due, rates):
    assert kept([(0, due)], {0: 100}) == rates


@pytest.mark.parametrize("due", [2, -5, 400])
def test_open_promises_and_those_of_other_years_do_not_count(due):
    assert kept([(0, due)], {}) == (None, None)
