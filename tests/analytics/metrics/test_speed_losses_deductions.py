"""How fast was the money, how much was lost, and how long do disputes keep it away?"""

from __future__ import annotations

from datetime import date

import pytest
from tests.analytics.metrics.handbook import measured, paid, sold, values
from tests.books import AS_OF, ago, book_of, rows

from duly.analytics.dimensions import Dimension
from duly.analytics.metrics import metrics
from duly.book.policy.metrics import MetricsPolicy


def found_in(**tables):
    return values(measured(tables))


def test_days_to_pay_of_example_b_are_weighed_by_amount():
    parts = ((1000, 30), (5000, 45), (4000, 60))
    invoices = [sold(f"I{n}", units, ago(d), ago(d - 30)) for n, (units, d) in enumerate(parts)]
    links = [paid(f"I{n}", units, AS_OF) for n, (units, _) in enumerate(parts)]
    found = found_in(invoices=invoices, allocations=links)
    assert (found["wadtp"], found["dbt"], found["dbt_signed"]) == (49.5, 19.5, 19.5)


def test_early_payments_count_as_nothing_or_below_it():
    invoices = [sold("I0", 100, ago(30), ago(10)), sold("I1", 100, ago(30), ago(-20))]
    links = [paid("I0", 100, AS_OF), paid("I1", 100, AS_OF)]
    found = found_in(invoices=invoices, allocations=links)
    assert (found["dbt"], found["dbt_signed"]) == (5, -5)


def test_payments_before_the_period_do_not_count():
    invoices = [sold("I0", 100, ago(200), ago(170))]
    assert found_in(invoices=invoices, allocations=[paid("I0", 100, ago(95))])["wadtp"] is None


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


def disputes(*raised: tuple[str, int, int | None, date | None]):
    return [
        {"dispute_id": f"D{n}", "invoice_id": invoice, "opened_on": ago(days),
         "amount_units": units, "closed_on": closed_on}
        for n, (invoice, days, units, closed_on) in enumerate(raised)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raised", "days"),
    [
        ([("I0", 9, 90_000, None), ("I1", 50, 90_000, ago(2))], 45),  # example B
        ([("I0", 9, None, None)], 90),  # the whole invoice
        ([("I0", 89, 1000, None), ("I1", 90, 1000, None)], 180),  # raised a day too long ago
        ([("I0", 9, 1000, ago(1))], 0),
        ([("I0", 95, 1000, None)], None),
    ],
)
def test_days_deductions_outstanding_weigh_open_against_raised(raised, days):
    invoices = [sold("I0", 100_000, ago(100), AS_OF), sold("I1", 100_000, ago(100), AS_OF)]
    found = found_in(invoices=invoices, allocations=[], disputes=disputes(*raised))
    assert found["ddo"] == days


def test_the_speed_of_an_entity_is_that_of_its_own_invoices():
    invoices = [sold("I0", 100, ago(30), AS_OF, entity="E1"), sold("I1", 100, ago(10), AS_OF)]
    links = [paid("I0", 100, AS_OF), paid("I1", 100, AS_OF)]
    book = book_of({"invoices": invoices, "allocations": links})
    by = (Dimension.ENTITY,)
    found = rows(metrics(book, as_of=AS_OF, policy=MetricsPolicy(), by=by))
    speeds = {row["entity"]: row["value"] for row in found if row["metric"] == "wadtp"}
    assert speeds == {"E1": 30, None: 10}
