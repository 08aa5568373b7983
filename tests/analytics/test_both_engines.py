"""Do DuckDB and Spark say the same about the portfolio?"""

from __future__ import annotations

import random
from datetime import timedelta

import ibis.expr.types as ir
import pytest
from tests.books import ACCOUNTS, AS_OF, CURRENCIES, STRANGER, Row, Tables, ago, book_of, rows

from duly.analytics.ageing import Dimension, ageing
from duly.analytics.concentration import concentration_by
from duly.analytics.exposure import exposure
from duly.analytics.exposure_cover import with_insured
from duly.analytics.groups import group_roots
from duly.analytics.metrics import metric_trend, metrics
from duly.book.asof import known
from duly.book.policy.ageing import AgeingPolicy
from duly.book.policy.exposure import ExposurePolicy
from duly.book.policy.metrics import MetricsPolicy
from duly.book.tables import Book

BY = (Dimension.SEGMENT, Dimension.ENTITY)


def a_book() -> Tables:
    """A book in which everything happens, the same on every run."""
    chance = random.Random(11)
    invoices = [_invoice(chance, number) for number in range(80)]
    payments = [_payment(chance, number) for number in range(40)]
    return {
        "accounts": [
            {"account_id": "A", "segment": "large"},
            {"account_id": "B", "parent_id": "A"},
            {"account_id": "C", "parent_id": "D", "segment": "small"},
            {"account_id": "D", "parent_id": "C"},
        ],
        "invoices": invoices,
        "payments": payments,
        "allocations": [_allocation(chance, invoices, payments) for _ in range(70)],
        "disputes": [_dispute(chance, number) for number in range(12)],
        "promises": [_promise(chance, number) for number in range(12)],
        "orders": [_order(chance, number) for number in range(12)],
        "cover": [
            {"account_id": "A", "insurer": "N", "policy": "1", "currency": "EUR",
             "limit_units": 333, "insured_share": 0.9, "valid_from": ago(99)}
        ],
        "rates": [{"base": "EUR", "quote": "JPY", "on": ago(3), "rate": 160.5}],
    }  # fmt: skip


def _money(chance: random.Random) -> Row:
    return {
        "account_id": chance.choice((*ACCOUNTS, STRANGER)),
        "currency": chance.choice(CURRENCIES),
        "amount_units": chance.randint(1, 10**6),
    }


def _invoice(chance: random.Random, number: int) -> Row:
    issued_on = ago(chance.randint(-10, 400))
    row = {
        "invoice_id": f"I{number}",
        **_money(chance),
        "issued_on": issued_on,
        "due_on": issued_on + timedelta(days=30),
        "entity": chance.choice((None, "E1")),
        "written_off_on": ago(5) if chance.random() < 0.1 else None,
    }
    if chance.random() < 0.2:
        row |= {"kind": "credit_note", "amount_units": -row["amount_units"]}
    return row


def _payment(chance: random.Random, number: int) -> Row:
    row = {"payment_id": f"P{number}", **_money(chance), "received_on": ago(chance.randint(0, 99))}
    return {**row, "account_id": None} if chance.random() < 0.1 else row


def _allocation(chance: random.Random, invoices: list[Row], payments: list[Row]) -> Row:
    is_cash = chance.random() < 0.8
    giver = chance.choice(payments if is_cash else invoices)
    return {
        "invoice_id": chance.choice(invoices)["invoice_id"],
        "amount_units": chance.randint(1, 10**5),
        "allocated_on": ago(chance.randint(-5, 300)),
        "payment_id": giver.get("payment_id"),
        "credit_note_id": giver.get("invoice_id"),
    }


def _dispute(chance: random.Random, number: int) -> Row:
    return {
        "dispute_id": f"D{number}",
        "invoice_id": f"I{chance.randint(0, 79)}",
        "amount_units": chance.choice((None, 500)),
        "opened_on": ago(chance.randint(0, 120)),
        "closed_on": chance.choice((None, ago(1), ago(-1))),
    }


def _promise(chance: random.Random, number: int) -> Row:
    due = chance.randint(-5, 60)
    days = {"made_on": ago(due + 10), "due_on": ago(due)}
    return {"promise_id": f"M{number}", **_money(chance), **days}


def _order(chance: random.Random, number: int) -> Row:
    days = {"placed_on": ago(9), "shipped_on": chance.choice((None, ago(2)))}
    return {"order_id": f"O{number}", **_money(chance), **days}


def answers(book: Book) -> dict[str, list[str]]:
    """Every question once; each costs Spark a second or more, so each has to differ."""
    at_stake = exposure(book, as_of=AS_OF, policy=ExposurePolicy())
    tables = {
        "ageing": ageing(known(book, as_of=AS_OF), as_of=AS_OF, policy=AgeingPolicy(), by=BY),
        "metrics": metrics(book, as_of=AS_OF, policy=MetricsPolicy()),
        "trend": metric_trend(book, as_of=AS_OF, policy=MetricsPolicy()),
        "exposure": with_insured(at_stake, book, as_of=AS_OF),
        "groups": group_roots(book),
        "concentration": _rounded(
            concentration_by(book, as_of=AS_OF, by=Dimension.ACCOUNT, target="EUR")
        ),
    }
    return {name: list(map(str, rows(table, book.engine))) for name, table in tables.items()}


def _rounded(concentrated: ir.Table) -> ir.Table:
    """The sum of squares is the one figure whose last digit depends on the order of the rows."""
    return concentrated.mutate(hhi=concentrated.hhi.round(9))


@pytest.mark.spark
def test_both_engines_give_the_same_rows_to_the_last_digit(engine, spark):
    here, there = answers(book_of(a_book(), engine)), answers(book_of(a_book(), spark))
    for name, found in here.items():
        assert found
        assert there[name] == found, name
