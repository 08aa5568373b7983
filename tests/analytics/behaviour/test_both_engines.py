"""Do DuckDB and Spark say the same about how accounts pay?"""

from __future__ import annotations

import random

import pytest
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago, rows

from duly.analytics import behaviour as payers
from duly.analytics.open_items import balances, open_items
from duly.analytics.settlements import paid_invoices, payment_parts
from duly.book.tables import Book


def a_book() -> Ledger:
    chance = random.Random(7)
    ledger = Ledger()
    for _ in range(120):
        ledger.paid(
            chance.choice("ABCD"), chance.randint(-20, 60), paid_on=ago(chance.randint(-5, 500)),
            units=chance.randint(1, 10**9), currency=chance.choice(("EUR", "USD")),
            disputed=chance.random() < 0.2,
        )  # fmt: skip
    return ledger.invoice("A", 100, ago(40)).invoice("B", 100, ago(50), parts=((30, 10),))


def answers(book: Book) -> dict[str, list[str]]:
    keep = book.engine.keep
    paid, parts = (keep(table(book, as_of=AS_OF)) for table in (paid_invoices, payment_parts))
    items = keep(open_items(book, as_of=AS_OF))
    tables = {
        "behaviour": payers.behaviour(paid, parts, as_of=AS_OF),
        "trend": payers.trend(paid, parts, as_of=AS_OF),
        "first_payment": payers.first_payment(balances(book, as_of=AS_OF), paid),
        "runs": payers.payment_runs(parts),
        "index": payers.payment_index(parts, items, as_of=AS_OF),
        "portfolio_index": payers.portfolio_index(parts, items, as_of=AS_OF),
        "portfolio": payers.portfolio_behaviour(paid, parts, as_of=AS_OF),
        "book": payers.book_behaviour(paid, parts, as_of=AS_OF),
        "histogram": payers.days_late_histogram(paid),
    }
    return {name: sorted(map(str, rows(table))) for name, table in tables.items()}


@pytest.mark.spark
def test_both_engines_give_the_same_rows_to_the_last_digit(engine, spark):
    here, there = answers(a_book().book(engine)), answers(a_book().book(spark))
    for name, found in here.items():
        assert found
        assert there[name] == found, name
