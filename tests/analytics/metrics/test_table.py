"""How does the portfolio do, in the figures of the trade?"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import given
from tests.analytics import oracle
from tests.analytics.metrics.handbook import POLICY, example_a, measured, reasons, sold, values
from tests.books import AS_OF, CURRENCIES, Shelf, ago, book_of, few_books, random_books, rows

from duly.analytics.dimensions import Dimension
from duly.analytics.metrics import METRICS, metrics
from duly.book.policy.metrics import MetricsPolicy

QUARTER, YEAR = date(2026, 7, 1), date(2025, 10, 1)


@cache
def of_example_a(cei_months: int = 1) -> dict[str, float | None]:
    policy = MetricsPolicy(cei_months=cei_months)
    return values(measured(example_a(), policy))


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("dso", 70.533),
        ("dso_avg", 65.933),
        ("bpdso", 55.200),
        ("add", 15.333),
        ("dso_countback", 64.875),
        ("cei", 84.375),
        ("ar_turnover", 5.5814),
        ("average_collection_period", 65.396),
        ("open_units", 1_150_000),
        ("overdue_units", 250_000),
        ("credit_sales_units", 1_500_000),
        ("pct_current", 100 * 900 / 1150),
        ("pct_over_90", 0),
        ("high_credit", 4_500_000),
        ("bad_debt_ratio", 0),
    ],
)
def test_example_a_of_the_handbook_comes_out(code, value):
    assert of_example_a()[code] == pytest.approx(value, abs=5e-4)


def test_the_effectiveness_index_may_take_a_third_of_a_quarter_as_the_trade_body_does():
    assert of_example_a(cei_months=3)["cei"] == pytest.approx(58.333, abs=5e-4)


def test_best_possible_and_delinquent_days_add_up_to_the_sales_outstanding():
    found = of_example_a()
    assert found["bpdso"] + found["add"] == pytest.approx(found["dso"], rel=1e-12)


def test_every_metric_has_one_row_with_its_unit_and_period():
    found = measured(example_a())
    assert {row["metric"] for row in found} == {metric.code for metric in METRICS}
    assert len(found) == len(METRICS) == len({metric.title for metric in METRICS})
    (dso,) = (row for row in found if row["metric"] == "dso")
    assert (dso["unit"], dso["period_start"], dso["period_end"]) == ("days", QUARTER, AS_OF)
    (open_now,) = (row for row in found if row["metric"] == "open_units")
    assert (open_now["period_start"], open_now["period_end"]) == (None, AS_OF)


def test_every_metric_has_a_definition_a_person_can_read():
    assert all(len(metric.formula) > 10 and metric.source for metric in METRICS)


def test_a_book_of_open_items_alone_knows_neither_sales_nor_payments():
    tables = {"invoices": example_a()["invoices"]}
    found = reasons(rows(metrics(book_of(tables), as_of=AS_OF, policy=POLICY)))
    known = {code for code, reason in found.items() if reason is None}
    assert known == {"open_units", "overdue_units", "pct_current", "pct_over_90"}
    assert found["dso"] == found["high_credit"] == "only_open_items"
    assert (found["ddo"], found["promise_kept_rate"]) == ("no_disputes", "no_promises")


def test_promises_without_payments_cannot_be_judged():
    tables = {"invoices": example_a()["invoices"], "promises": []}
    found = reasons(rows(metrics(book_of(tables), as_of=AS_OF, policy=POLICY)))
    assert found["promise_kept_rate"] == "only_open_items"


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("dso", "no_sales_in_period"),
        ("average_collection_period", "no_sales_in_period"),
        ("bad_debt_ratio", "no_sales_in_period"),
        ("wadtp", "no_payments_in_period"),
        ("promise_kept_rate", "no_promises_due"),
        ("ddo", "no_deductions"),
        ("ar_turnover", None),
        ("open_units", None),
    ],
)
def test_missing_evidence_gives_null_and_a_reason_and_no_zero(code, reason):
    found = measured({"invoices": [sold("OLD", 100, ago(800), ago(770))]})
    assert reasons(found)[code] == reason
    assert (values(found)[code] is None) == (reason is not None)


def test_where_everything_is_paid_there_are_no_shares_of_it():
    tables = example_a()
    tables["allocations"] = [
        {"invoice_id": row["invoice_id"], "amount_units": row["amount_units"],
         "allocated_on": AS_OF, "payment_id": "P"}
        for row in tables["invoices"]
    ]  # fmt: skip
    found = measured(tables)
    assert (values(found)["dso"], values(found)["dso_countback"]) == (0, 0)
    assert reasons(found)["pct_current"] == "nothing_open"


def test_an_empty_book_has_no_rows():
    assert measured({}) == []


@cache
def of_random_books() -> Shelf:
    splits = {each.value: (each,) for each in (Dimension.TOTAL, Dimension.ENTITY)}
    return Shelf(
        **{
            name: lambda book, by=by: metrics(book, as_of=AS_OF, policy=POLICY, by=by)
            for name, by in splits.items()
        }
    )


def in_currency(found: list[dict[str, object]], currency: str) -> dict[str, object]:
    return {row["metric"]: row["value"] for row in found if row["currency"] == currency}


@few_books
@given(tables=random_books())
def test_the_days_of_sales_equal_the_row_by_row_oracle(tables):
    answer = of_random_books().answers(tables)["total"]
    for currency in CURRENCIES:
        found = in_currency(answer, currency)
        if not found:
            continue
        expected = oracle.dso(tables, currency, AS_OF, QUARTER)
        assert found["dso"] == (expected and pytest.approx(float(expected), rel=1e-12))
        peeled = oracle.countback(tables, currency, AS_OF, POLICY.history_months)
        if peeled is not None:
            assert found["dso_countback"] == pytest.approx(float(peeled), rel=1e-12)


@few_books
@given(tables=random_books())
def test_the_highest_balance_equals_that_of_looking_at_every_evening(tables):
    answer = of_random_books().answers(tables)["total"]
    for currency in CURRENCIES:
        if found := in_currency(answer, currency):
            assert found["high_credit"] == oracle.high_credit(tables, currency, YEAR, AS_OF)


ADD_UP = ("open_units", "overdue_units", "disputed_units", "credit_sales_units")


@few_books
@given(tables=random_books())
def test_amounts_of_a_split_add_up_to_those_of_the_total(tables):
    answers = of_random_books().answers(tables)

    def totals(name):
        found = [row for row in answers[name] if row["metric"] in ADD_UP]
        keys = {(row["currency"], row["metric"]) for row in found}
        return {
            key: sum(row["value"] for row in found if (row["currency"], row["metric"]) == key)
            for key in keys
        }

    assert totals("entity") == totals("total")
