"""Which way have receivables and their days gone, month end by month end?"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from tests.analytics import oracle
from tests.analytics.metrics.handbook import PAID_IN_JUNE, POLICY, example_a, measured, values
from tests.books import AS_OF, CURRENCIES, Shelf, book_of, random_books, rows

from duly.analytics.metrics import metric_trend
from duly.analytics.metrics.periods import first_day_of, month_ends

MIDDLE = date(2026, 9, 10)


def trend(tables, months=13):
    return rows(metric_trend(book_of(tables), as_of=AS_OF, policy=POLICY, months=months))


def test_the_last_line_is_that_of_the_metrics_of_the_day():
    last = trend(example_a())[-1]
    today = values(measured(example_a()))
    assert (last["on"], last["reason"]) == (AS_OF, None)
    family = tuple(today[code] for code in ("dso", "bpdso", "add"))
    assert (last["dso_days"], last["bpdso_days"], last["add_days"]) == family


def test_a_month_end_is_seen_as_it_was_then():
    june = next(line for line in trend(example_a()) if line["on"] == PAID_IN_JUNE)
    assert (june["open_units"], june["overdue_units"]) == (1_000_000, 0)


def test_a_month_end_before_the_first_sale_has_no_line():
    assert [line["on"].month for line in trend(example_a())] == [6, 7, 8, 9]


def test_a_month_end_without_sales_in_its_period_has_amounts_and_no_days():
    tables = {"invoices": example_a()["invoices"][:1], "allocations": []}
    last = trend(tables, months=1)[-1]
    assert (last["open_units"], last["dso_days"]) == (4_500_000, None)
    assert last["reason"] == "no_sales_in_period"


def test_a_book_of_open_items_alone_knows_the_day_itself_and_no_past():
    (only,) = trend({"invoices": example_a()["invoices"]})
    assert (only["on"], only["open_units"]) == (AS_OF, 6_000_000)
    assert (only["dso_days"], only["reason"]) == (None, "only_open_items")


@cache
def of_random_books() -> Shelf:
    return Shelf(
        trend=lambda book: metric_trend(book, as_of=MIDDLE, policy=POLICY, months=8),
    )


@given(tables=random_books())
def test_every_line_equals_the_row_by_row_oracle_of_its_day(tables):
    found = of_random_books().answers(tables)["trend"]
    lines = {(line["currency"], line["on"]): line for line in found}
    for end in month_ends(MIDDLE, 8):
        first = first_day_of(end, months_back=2)
        for currency in CURRENCIES:
            line = lines.get((currency, end), {})
            expected = oracle.dso(tables, currency, end, first)
            assert line.get("open_units", 0) == oracle.balance(tables, currency, end)
            assert line.get("sales_units", 0) == oracle.sales(tables, currency, first, end)
            assert line.get("overdue_units", 0) == oracle.overdue(tables, currency, end)
            days = line.get("dso_days")
            assert days == (expected and pytest.approx(float(expected), rel=1e-12))
