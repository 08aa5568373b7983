"""Example A of handbook 01 as a book, and the metrics of any rows, compiled once a policy."""

from __future__ import annotations

from datetime import date
from functools import cache

from tests.books import AS_OF, Row, Shelf, Tables

from duly.analytics.metrics import metrics
from duly.book.policy.metrics import MetricsPolicy

POLICY = MetricsPolicy()

PAID_IN_JUNE = date(2026, 6, 30)


def example_a() -> Tables:
    """4,500,000 sold before July, then 400,000 to 600,000 a month. Opening receivables 1,000,000,
    closing 1,150,000, of which 900,000 not yet due."""
    return {
        "invoices": [
            sold("JUN", 4_500_000, date(2026, 6, 15), date(2026, 7, 15)),
            sold("JUL", 400_000, date(2026, 7, 20), date(2026, 8, 31)),
            sold("AUG", 500_000, date(2026, 8, 20), date(2026, 10, 15)),
            sold("SEP", 600_000, date(2026, 9, 20), date(2026, 10, 31)),
        ],
        "allocations": [
            paid("JUN", 3_500_000, PAID_IN_JUNE),
            paid("JUN", 1_000_000, date(2026, 8, 1)),
            paid("JUL", 150_000, date(2026, 9, 1)),
            paid("AUG", 200_000, AS_OF),
        ],
    }


def sold(number: str, units: int, issued_on: date, due_on: date, **more: object) -> Row:
    return {
        "invoice_id": number,
        "account_id": "A",
        "currency": "EUR",
        "amount_units": units,
        "issued_on": issued_on,
        "due_on": due_on,
        **more,
    }


def paid(number: str, units: int, day: date) -> Row:
    return {
        "invoice_id": number,
        "amount_units": units,
        "allocated_on": day,
        "payment_id": f"P-{number}",
    }


def measured(tables: Tables, policy: MetricsPolicy = POLICY) -> list[Row]:
    """The metrics of these rows on AS_OF; the source is taken to have every table."""
    return _shelf(policy).answers(tables)["metrics"]


def values(found: list[Row]) -> dict[str, float | None]:
    return {row["metric"]: row["value"] for row in found}


def reasons(found: list[Row]) -> dict[str, str | None]:
    return {row["metric"]: row["reason"] for row in found}


@cache
def _shelf(policy: MetricsPolicy) -> Shelf:
    return Shelf(metrics=lambda book: metrics(book, as_of=AS_OF, policy=policy))
