"""A made-up ledger in which customers have habits that a model can find."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import numpy as np
from tests.books import Row, Tables, book_of

from duly.analytics.foresight.backtest import Backtest, backtest
from duly.analytics.foresight.curves import Curves, PaymentCurves
from duly.analytics.foresight.fitting import fit
from duly.analytics.foresight.model import TimingModel
from duly.analytics.foresight.settings import Settings
from duly.book.tables import Book

START = date(2025, 1, 1)
END = date(2026, 3, 31)
FIT_ON = date(2025, 10, 31)
# Few trees and one trial, so that a fit takes a moment.
QUICK = Settings(rounds=4, trial_cuts=(0.7,), fewest_paid=50, fewest_trials=20, fewest_for_trees=0)


def day(number: int) -> date:
    return START + timedelta(days=number)


def ledger(*, accounts: int = 12, invoices: int = 36, until: date = END) -> Tables:
    """Each account pays its own number of days late, later what falls due on a weekend.

    One in ten is days later than that, for no reason. What would be paid after `until` is open.
    """
    items: list[Row] = []
    for account in range(accounts):
        for number in range(invoices):
            items.append(_invoice(account, number))
    paid = [row for row in items if row["paid_on"] <= until]
    return {
        "accounts": [{"account_id": f"A{account}"} for account in range(accounts)],
        "invoices": [_without_paid_on(row) for row in items],
        "payments": [payment(row["invoice_id"], row) for row in paid],
        "allocations": [
            allocation(row["invoice_id"], row["amount_units"], row["paid_on"]) for row in paid
        ],
    }


def payment(number: str, row: Row) -> Row:
    return {
        "payment_id": f"P{number}",
        "account_id": row["account_id"],
        "currency": row["currency"],
        "amount_units": row["amount_units"],
        "received_on": row["paid_on"],
    }


def allocation(number: str, units: int, on: date) -> Row:
    return {
        "invoice_id": number,
        "amount_units": units,
        "allocated_on": on,
        "payment_id": f"P{number}",
    }


def _invoice(account: int, number: int) -> Row:
    issued = day(number * 12 + account)
    due = issued + timedelta(days=30)
    chance = (account * 7919 + number * 104729) % 97
    late = account % 4 * 5 - 5 + chance % 3 + (chance % 10 == 0) * 14 + (due.weekday() > 4) * 3
    return {
        "invoice_id": f"I{account:02}-{number:02}",
        "account_id": f"A{account}",
        "currency": "EUR" if account % 3 else "GBP",
        "amount_units": 1000 + chance * 10,
        "issued_on": issued,
        "due_on": due,
        "paid_on": due + timedelta(days=late),
    }


def _without_paid_on(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "paid_on"}


@cache
def book() -> Book:
    """The ledger as a book; made once."""
    return book_of(ledger())


@cache
def model(kind: str) -> TimingModel:
    """Its model of a kind, which is made to win; fitted once."""
    kinds = ("shrinkage", kind)
    return fit(book(), as_of=FIT_ON, settings=replace(QUICK, kinds=kinds, gain=-9.0))


def whole(curves: Curves) -> PaymentCurves:
    """All of them by the day."""
    return curves.take(np.arange(len(curves)))


@cache
def made() -> Backtest:
    """Its backtest; made once."""
    return backtest(book(), fit_on=FIT_ON, until=END, settings=QUICK)
