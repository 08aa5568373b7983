"""How promptly does an account pay, as one number from 0 to 100, larger money counting more?"""

from __future__ import annotations

import pytest
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago, only, rows

from duly.analytics.behaviour import payment_index, portfolio_index
from duly.analytics.open_items import open_items
from duly.analytics.settlements import payment_parts


def tables(ledger: Ledger):
    book = ledger.book()
    return payment_parts(book, as_of=AS_OF), open_items(book, as_of=AS_OF)


def index(ledger: Ledger, **options) -> dict[str, object]:
    return only(payment_index(*tables(ledger), as_of=AS_OF, **options), account_id="A")


def example_d() -> Ledger:
    ledger = Ledger()
    for units, late in ((60_000, -5), (100_000, 0), (30_000, 18), (10_000, 75)):
        ledger.paid("A", late, paid_on=ago(5), units=units)
    return ledger


def test_experiences_are_scored_first_and_averaged_by_amount():
    """Handbook 01 section 3, example D."""
    row = index(example_d())
    assert row["payment_index"] == pytest.approx(76.357, abs=0.0005)
    assert (row["experience_count"], row["weighed_units"]) == (4, 200_000)
    assert row["why_null"] is None


@pytest.mark.parametrize(("count", "expected"), [(1, None), (2, None), (3, 80.0), (4, 80.0)])
def test_fewer_than_three_experiences_are_no_index(count, expected):
    ledger = Ledger()
    for _ in range(count):
        ledger.paid("A", 0, paid_on=ago(5))
    row = index(ledger)
    assert row["payment_index"] == expected
    assert row["why_null"] == ("too_few_experiences" if expected is None else None)


def test_what_is_overdue_counts_at_its_present_lateness():
    row = index(Ledger().invoice("A", 100, ago(30)).invoice("A", 100, ago(60)).paid(
        "A", 0, paid_on=ago(5)
    ))  # fmt: skip
    assert row["payment_index"] == pytest.approx((50 + 40 + 80) / 3)
    assert (row["experience_count"], row["overdue_count"]) == (3, 2)


def test_what_is_not_yet_due_disputed_or_credited_is_no_experience():
    ledger = Ledger().invoice("A", 100, AS_OF).invoice("A", 100, ago(9), disputed=True)
    ledger.invoice("A", -50, ago(9), kind="credit_note").paid("A", 0, paid_on=ago(5))
    row = index(ledger)
    assert (row["experience_count"], row["overdue_count"]) == (1, 0)


@pytest.mark.parametrize(
    ("days_ago", "months", "count"), [(364, 12, 3), (365, 12, 0), (365, 24, 3)]
)
def test_only_the_last_twelve_months_count_unless_more_are_asked_for(days_ago, months, count):
    ledger = Ledger()
    for _ in range(3):
        ledger.paid("A", 0, paid_on=ago(days_ago))
    found = rows(payment_index(*tables(ledger), as_of=AS_OF, months=months))
    assert sum(row["experience_count"] for row in found) == count


def test_the_main_currency_alone_is_weighed():
    ledger = example_d().paid("A", 300, paid_on=ago(5), units=10**9, currency="JPY")
    row = index(ledger)
    assert (row["currency"], row["experience_count"]) == ("EUR", 4)


def test_the_portfolio_has_an_index_for_each_currency():
    ledger = example_d().paid("B", 30, paid_on=ago(5), units=200_000)
    ledger.paid("C", 0, paid_on=ago(5), currency="USD")
    table = portfolio_index(*tables(ledger), as_of=AS_OF)
    expected = (76.357142857 + 50) / 2
    assert only(table, currency="EUR")["payment_index"] == pytest.approx(expected)
    assert only(table, currency="USD")["payment_index"] is None
