"""How old is what customers owe, and whose is it?"""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import ibis
import pytest
from hypothesis import given
from tests.analytics import oracle
from tests.books import AS_OF, ENGINE, Shelf, ago, book_of, few_books, random_books, rows

from duly.analytics.ageing import Dimension, ageing, ageing_wide, bucket_of
from duly.book.policy.ageing import AgeingPolicy

POLICY = AgeingPolicy()
PLAIN = (Dimension.ACCOUNT, Dimension.ENTITY, Dimension.SEGMENT, Dimension.SECTOR)
HANDBOOK_DAY = date(2026, 11, 21)


def invoice(units: int, days: int, **more: object) -> dict[str, object]:
    """An invoice of A, so many days past due; terms are 30 days."""
    return {
        "invoice_id": "I",
        "account_id": "A",
        "currency": "EUR",
        "amount_units": units,
        "issued_on": ago(days + 30),
        "due_on": ago(days),
        **more,
    }


def aged(*invoices: dict[str, object], policy: AgeingPolicy = POLICY, **tables: list) -> list:
    numbered = [{**row, "invoice_id": f"I{n}"} for n, row in enumerate(invoices)]
    book = book_of({"invoices": numbered, **tables})
    found = rows(ageing(book, as_of=AS_OF, policy=policy))
    return [(row["bucket_no"], row["bucket"], row["items"], row["open_units"]) for row in found]


@pytest.mark.parametrize(
    ("due", "bucket"),
    [
        (date(2026, 12, 21), "current"),
        (date(2026, 11, 21), "current"),
        (date(2026, 11, 20), "1-30"),
        (date(2026, 10, 22), "1-30"),
        (date(2026, 10, 21), "31-60"),
        (date(2026, 7, 24), "91-120"),
        (date(2026, 7, 23), "121+"),
    ],
)
def test_buckets_have_the_edges_of_the_handbook(due, bucket):
    days = ibis.literal((HANDBOOK_DAY - due).days)
    assert ENGINE.backend.execute(bucket_of(days, POLICY)) == bucket


def test_a_policy_may_have_other_edges():
    found = aged(invoice(100, 8), invoice(50, 7), policy=AgeingPolicy(edges=(7,)))
    assert found == [(1, "1-7", 1, 50), (2, "8+", 1, 100)]


def test_items_are_aged_from_their_issue_if_the_policy_says_so():
    assert aged(invoice(100, 5), policy=AgeingPolicy(basis="issue")) == [(2, "31-60", 1, 100)]


def test_open_credit_notes_stand_apart_however_old_they_are():
    found = aged(invoice(100, 5), invoice(-40, 200, kind="credit_note"))
    assert found == [(1, "1-30", 1, 100), (6, "credits", 1, -40)]


def test_cash_not_allocated_stands_apart_and_below_zero():
    cash = {"payment_id": "P", "currency": "EUR", "amount_units": 70, "received_on": ago(99)}
    assert aged(payments=[cash]) == [(7, "unapplied", 1, -70)]


def test_nothing_open_has_no_rows():
    assert aged() == []


def test_the_wide_ageing_has_a_column_a_bucket_and_adds_up():
    cash = {
        "payment_id": "P", "currency": "EUR", "amount_units": 70, "received_on": ago(9),
        "account_id": "A",
    }  # fmt: skip
    numbered = [invoice(100, 5), {**invoice(-40, 5), "invoice_id": "N"}]
    book = book_of({"invoices": numbered, "payments": [cash]})
    (found,) = rows(ageing_wide(book, as_of=AS_OF, policy=POLICY, by=(Dimension.ACCOUNT,)))
    assert found == {
        "account_id": "A", "currency": "EUR", "current": 0, "1-30": 100, "31-60": 0, "61-90": 0,
        "91-120": 0, "121+": 0, "credits": -40, "unapplied": -70, "open_units": 60,
        "disputed_units": 0, "balance_units": -10,
    }  # fmt: skip


def test_a_split_by_account_and_currency_has_the_account_alone_as_key():
    both = (Dimension.ACCOUNT, Dimension.CURRENCY)
    table = ageing(book_of({}), as_of=AS_OF, policy=POLICY, by=both)
    assert table.columns[:3] == ("account_id", "currency", "bucket_no")


@cache
def splits() -> Shelf:
    asked = {each.value: (each,) for each in (*PLAIN, Dimension.COUNTRY, Dimension.TOTAL)}
    return Shelf(
        **{
            name: lambda book, by=by: ageing(book, as_of=AS_OF, policy=POLICY, by=by)
            for name, by in asked.items()
        }
    )


def sums(found: list[dict[str, object]]) -> Counter[tuple[object, ...]]:
    totals: Counter[tuple[object, ...]] = Counter()
    for row in found:
        for name in ("items", "open_units", "disputed_units"):
            totals[row["currency"], row["bucket"], name] += row[name]
    return totals


@given(tables=random_books())
def test_the_ageing_by_account_equals_the_row_by_row_oracle(tables):
    found = splits().answers(tables)["account"]
    assert {
        (row["account_id"], row["currency"], row["bucket"]): (
            row["items"], row["open_units"], row["disputed_units"],
        )
        for row in found
    } == oracle.aged(tables, AS_OF)  # fmt: skip


@given(tables=random_books())
def test_every_split_adds_up_to_the_total_and_keeps_every_cent(tables):
    answers = splits().answers(tables)
    total = sums(answers["total"])
    assert all(sums(found) == total for found in answers.values())
    buckets = [row for row in answers["total"] if row["bucket"] != "unapplied"]
    open_units = sum(oracle.open_now(tables, AS_OF).values())
    assert sum(row["open_units"] for row in buckets) == open_units
    cash = sum(oracle.unapplied_now(tables, AS_OF).values())
    assert sum(row["open_units"] for row in answers["total"]) == open_units - cash


@few_books
@given(tables=random_books())
def test_groups_hold_what_their_accounts_hold(tables):
    book = book_of(tables)
    found = rows(ageing(book, as_of=AS_OF, policy=POLICY, by=(Dimension.GROUP,)))
    expected: Counter[tuple[object, ...]] = Counter()
    for (account, currency, bucket), (items, _, _) in oracle.aged(tables, AS_OF).items():
        group = account and oracle.group_of(tables, account)
        expected[group, currency, bucket] += items
    assert {
        (row["group_id"], row["currency"], row["bucket"]): row["items"] for row in found
    } == expected
