"""How fast, and how late, was the money that came in?"""

from __future__ import annotations

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


def test_the_speed_of_an_entity_is_that_of_its_own_invoices():
    invoices = [sold("I0", 100, ago(30), AS_OF, entity="E1"), sold("I1", 100, ago(10), AS_OF)]
    links = [paid("I0", 100, AS_OF), paid("I1", 100, AS_OF)]
    book = book_of({"invoices": invoices, "allocations": links})
    by = (Dimension.ENTITY,)
    found = rows(metrics(book, as_of=AS_OF, policy=MetricsPolicy(), by=by))
    speeds = {row["entity"]: row["value"] for row in found if row["metric"] == "wadtp"}
    assert speeds == {"E1": 30, None: 10}
