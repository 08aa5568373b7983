"""Do the figures of a customer's past come from the past alone?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.analytics.foresight.ledgers import allocation
from tests.books import Row, book_of, rows

from duly.analytics.foresight.history import history
from duly.analytics.foresight.moments import at_issue
from duly.analytics.foresight.outcomes import outcomes

AS_OF = date(2026, 12, 31)


def invoice(number: str, month: int, day: int, *, account: str = "A", units: int = 100) -> Row:
    return {
        "invoice_id": number,
        "account_id": account,
        "currency": "EUR",
        "amount_units": units,
        "issued_on": date(2026, month, day),
        "due_on": date(2026, month + 1, day),
    }


def of_last(invoices: list[Row], paid: dict[str, date]) -> dict[str, Any]:
    """The figures at the issue of the last invoice."""
    tables = {
        "invoices": invoices,
        "allocations": [allocation(number, 100, on) for number, on in paid.items()],
    }
    table = outcomes(book_of(tables), as_of=AS_OF)
    found = rows(history(table, at_issue(table), as_of=AS_OF))
    return next(row for row in found if row["invoice_id"] == invoices[-1]["invoice_id"])


THREE = [invoice("1", 1, 5), invoice("2", 2, 5), invoice("3", 5, 5)]


@pytest.mark.parametrize(
    ("paid", "count", "median", "last"),
    [
        ({}, 0, None, None),
        ({"1": date(2026, 2, 8)}, 1, 3.0, 3),
        ({"1": date(2026, 2, 8), "2": date(2026, 3, 12)}, 2, 5.0, 7),
        ({"1": date(2026, 2, 8), "2": date(2026, 5, 4)}, 2, 31.5, 60),
        ({"1": date(2026, 2, 8), "2": date(2026, 5, 5)}, 1, 3.0, 3),  # on the day of scoring
        ({"3": date(2026, 5, 1)}, 0, None, None),  # its own payment, before its issue
    ],
)
def test_what_was_paid_before_the_day_of_issue_counts(
    paid: dict[str, date], count: int, median: float | None, last: int | None
) -> None:
    found = of_last(THREE, paid)
    assert (found["count"], found["median"], found["last_late"]) == (count, median, last)


def test_other_accounts_do_not_count() -> None:
    others = [invoice("1", 1, 5, account="B"), invoice("3", 5, 5)]
    assert of_last(others, {"1": date(2026, 2, 8)})["count"] == 0


def test_windows_end_where_they_say() -> None:
    early = [invoice("1", 1, 5), invoice("3", 8, 10)]
    found = of_last(early, {"1": date(2026, 2, 10)})
    assert (found["count"], found["long_count"], found["short_count"]) == (1, 0, 0)
    found = of_last(early, {"1": date(2026, 2, 11)})
    assert (found["long_count"], found["short_count"]) == (1, 0)
    assert found["long_median"] == 6.0
    assert found["short_median"] is None


def test_means_are_bounded_and_medians_are_not() -> None:
    found = of_last([invoice("1", 1, 5), invoice("3", 11, 5)], {"1": date(2026, 10, 5)})
    assert (found["mean"], found["median"]) == (60.0, 242.0)


def test_recent_payments_weigh_more() -> None:
    found = of_last(THREE, {"1": date(2026, 2, 5), "2": date(2026, 4, 4)})
    assert found["mean"] == 15.0
    assert 15.0 < found["slow_mean"] < found["fast_mean"] < 30.0


def test_the_same_weekday_and_the_same_terms_are_looked_at_apart() -> None:
    found = of_last(THREE, {"1": date(2026, 2, 8), "2": date(2026, 3, 12)})
    # Due on 5 February (31 days) and 5 March (28), both Thursdays; the third on 5 June, a Friday.
    assert (found["weekday_count"], found["terms_count"]) == (0, 1)
    assert found["terms_median"] == 3.0


def test_a_run_is_what_was_paid_on_the_last_day_of_payment() -> None:
    paid = {"1": date(2026, 3, 12), "2": date(2026, 3, 12)}
    found = of_last(THREE, paid)
    assert (found["run_count"], found["run_earliest"], found["run_latest"]) == (2, 7, 35)
    assert (found["last_late"], found["second_last_late"]) == (7, 35)
    assert found["third_last_late"] is None


def test_the_share_of_each_weekday_adds_up() -> None:
    found = of_last(THREE, {"1": date(2026, 2, 9), "2": date(2026, 3, 11)})
    shares = [found[f"paid_weekday_{day}"] for day in range(7)]
    assert sum(shares) == pytest.approx(1.0)
    assert 0 < shares[0] < shares[2] < 1
