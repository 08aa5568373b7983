"""What was known on a past day?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache, partial

import ibis.expr.types as ir
import pytest
from hypothesis import given
from tests.books import AS_OF, Shelf, Tables, ago, book_of, few_books, random_books, rows

from duly.analytics.ageing import ageing
from duly.analytics.conversion import rate_table
from duly.analytics.dimensions import Dimension
from duly.analytics.exposure import exposure
from duly.analytics.metrics import metrics
from duly.book.asof import known
from duly.book.policy.ageing import AgeingPolicy
from duly.book.policy.exposure import ExposurePolicy
from duly.book.policy.metrics import MetricsPolicy
from duly.book.schema import TABLES
from duly.book.tables import Book

DATED_BY = {
    "invoices": "issued_on",
    "payments": "received_on",
    "allocations": "allocated_on",
    "disputes": "opened_on",
    "orders": "placed_on",
    "promises": "made_on",
    "cover": "valid_from",
    "rates": "on",
}


BY = (Dimension.ACCOUNT,)


def questions(look: Callable[[Book], Book]) -> Shelf:
    """Everything that is asked of a book on a day, after looking at it this way."""
    return Shelf(
        ageing=lambda book: ageing(look(book), as_of=AS_OF, policy=AgeingPolicy(), by=BY),
        exposure=lambda book: exposure(look(book), as_of=AS_OF, policy=ExposurePolicy()),
        metrics=lambda book: metrics(look(book), as_of=AS_OF, policy=MetricsPolicy()),
        rates=lambda book: rate_table(look(book), as_of=AS_OF),
    )


@cache
def as_it_is() -> Shelf:
    return questions(lambda book: book)


@cache
def as_known() -> Shelf:
    return questions(lambda book: known(book, as_of=AS_OF))


@cache
def every_table(times: int) -> Shelf:
    """Every table of the book, looked at this often."""

    def look(book: Book, name: str) -> ir.Table:
        for _ in range(times):
            book = known(book, as_of=AS_OF)
        return book.tables[name]

    return Shelf(**{name: partial(look, name=name) for name in TABLES})


def without_later_facts(tables: Tables) -> Tables:
    return {
        name: [row for row in items if name not in DATED_BY or row[DATED_BY[name]] <= AS_OF]
        for name, items in tables.items()
    }


@few_books
@given(tables=random_books())
def test_the_view_of_a_view_changes_nothing(tables):
    assert every_table(2).answers(tables) == every_table(1).answers(tables)


@few_books
@given(tables=random_books())
def test_facts_of_later_days_change_no_answer(tables):
    expected = as_it_is().answers(tables)
    assert as_it_is().answers(without_later_facts(tables)) == expected
    assert as_known().answers(tables) == expected


@few_books
@given(tables=random_books())
def test_the_order_of_the_rows_changes_no_answer(tables):
    turned = {name: items[::-1] for name, items in tables.items()}
    assert as_it_is().answers(turned) == as_it_is().answers(tables)


@pytest.mark.parametrize(("later_by", "is_known"), [(0, True), (1, False)])
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("invoices", "written_off_on"),
        ("disputes", "closed_on"),
        ("orders", "shipped_on"),
        ("orders", "invoiced_on"),
    ],
)
def test_what_became_of_a_fact_is_known_from_its_day(table, column, later_by, is_known):
    row = {DATED_BY[table]: ago(9), column: ago(-later_by)}
    (found,) = rows(known(book_of({table: [row]}), as_of=AS_OF).tables[table])
    assert found[column] == (ago(-later_by) if is_known else None)


@pytest.mark.parametrize(("closed_on", "outcome"), [(AS_OF, "credited"), (ago(-1), None)])
def test_the_outcome_of_a_dispute_is_known_from_the_day_it_closed(closed_on, outcome):
    dispute = {
        "dispute_id": "D",
        "invoice_id": "I",
        "opened_on": ago(9),
        "closed_on": closed_on,
        "outcome": "credited",
    }
    (found,) = rows(known(book_of({"disputes": [dispute]}), as_of=AS_OF).disputes)
    assert found["outcome"] == outcome


@pytest.mark.parametrize(
    ("ended", "known_on", "is_known"),
    [
        (date(2026, 3, 30), None, True),  # six months before
        (date(2026, 3, 31), None, True),
        (date(2026, 4, 1), None, False),
        (date(2026, 8, 31), AS_OF, True),
        (date(2025, 1, 31), ago(-1), False),
    ],
)
def test_a_statement_is_known_from_its_day_or_else_six_months_after_its_end(
    ended, known_on, is_known
):
    statement = {"account_id": "A", "period_end": ended, "currency": "EUR", "known_on": known_on}
    view = known(book_of({"statements": [statement]}), as_of=AS_OF)
    assert len(rows(view.statements)) == int(is_known)


def test_master_data_are_not_dated():
    later = {"account_id": "A", "created_on": ago(-9)}
    assert len(rows(known(book_of({"accounts": [later]}), as_of=AS_OF).accounts)) == 1
