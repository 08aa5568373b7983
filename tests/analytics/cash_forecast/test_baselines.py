"""By which simpler rules could the days of payment be told?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago
from tests.analytics.cash_forecast.certainties import items

from duly.analytics.cash_forecast.baselines import known_paid, simpler_rules

USUALLY = {"PROMPT": (0, 0, 0), "SLOW": (9, 10, 41), "NEW": ()}


@pytest.fixture(scope="module")
def paid():
    ledger = Ledger()
    for account, days_late in USUALLY.items():
        for late in days_late:
            ledger.paid(account, late, paid_on=ago(10))
    ledger.paid("PROMPT", 400, paid_on=ago(-1)).invoice("SLOW", 100, ago(90))
    return known_paid(ledger.book(), as_of=ago(-5))


@pytest.mark.parametrize(
    ("name", "account", "days_late"),
    [
        ("median", "PROMPT", 0),
        ("mean", "PROMPT", 0),
        ("median", "SLOW", 10),
        ("mean", "SLOW", 20),
        ("median", "NEW", 4.5),  # as the whole book
        ("mean", "NEW", 10),
    ],
)
def test_an_item_is_as_late_as_its_customer_usually_was_as_then_known(
    paid, name, account, days_late
):
    rule = simpler_rules(paid)[f"customer_{name}"]
    assert rule(items((account, 0, 100)), AS_OF).tolist() == [days_late]


@pytest.mark.parametrize("name", ["customer_median", "customer_mean"])
def test_before_anybody_paid_customers_pay_on_the_due_date(paid, name):
    rule = simpler_rules(paid)[name]
    assert rule(items(("SLOW", 0, 100)), ago(11)).tolist() == [0]


def test_the_due_date_is_no_day_late(paid):
    rule = simpler_rules(paid)["due_date"]
    assert rule(items(("A", 30, 100), ("B", -5, 7)), AS_OF).tolist() == [0, 0]
    assert len(rule(items(), AS_OF)) == 0


def test_how_late_each_item_was_in_the_end_is_told_where_it_is_known(paid):
    held = items(("PROMPT", 0, 100), ("A", 0, 7))
    held.invoice_ids[:] = [paid.invoice_ids[paid.days_late.argmax()], "STRANGER"]
    found = paid.days_late_of(held)
    assert found[0] == 400
    assert found[1] != found[1]


def test_what_is_paid_later_is_not_known():
    ledger = Ledger().paid("A", 3, paid_on=ago(10)).paid("A", 9, paid_on=ago(2))
    assert known_paid(ledger.book(), as_of=ago(3)).days_late.tolist() == [3]
