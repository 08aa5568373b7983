"""How much of what was sold was lost?"""

from __future__ import annotations

from tests.analytics.metrics.handbook import measured, paid, sold, values
from tests.books import AS_OF, ago


def found_in(**tables):
    return values(measured(tables))


def test_the_bad_debts_of_example_b_are_twenty_basis_points():
    sales = [sold("I0", 5_988_000, ago(60), AS_OF), sold("I1", 12_000, ago(90), ago(60))]
    sales[1]["written_off_on"] = ago(9)
    assert found_in(invoices=sales, allocations=[])["bad_debt_ratio"] == 20


def test_what_comes_in_after_a_write_off_is_a_recovery_and_opens_nothing_again():
    gone = sold("I1", 1000, ago(90), ago(60), written_off_on=ago(9))
    links = [paid("I1", 400, ago(20)), paid("I1", 100, ago(5))]
    found = found_in(invoices=[sold("I0", 9000, ago(60), AS_OF), gone], allocations=links)
    assert (found["bad_debt_ratio"], found["open_units"]) == (500, 9000)


def test_a_credit_note_after_a_write_off_recovers_nothing():
    gone = sold("I1", 1000, ago(90), ago(60), written_off_on=ago(9))
    link = {"invoice_id": "I1", "amount_units": 9, "allocated_on": ago(1), "credit_note_id": "N"}
    found = found_in(invoices=[gone], allocations=[link])
    assert found["bad_debt_ratio"] == 10_000
