"""Ledgers and observations made up for tests."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np
from tests.books import Tables, book_of

from duly.analytics.failure.labelled import LabelledTable
from duly.analytics.late_risk.observation import CHARACTERISTICS
from duly.book.tables import Book

AS_OF = date(2026, 9, 30)
ACCOUNTS = 160
MONTHS = 34


def invoice(name: str, account: str, *, due: date, amount: int = 1000, **facts: object) -> dict:
    issued = facts.pop("issued_on", due - timedelta(days=30))
    row = {"invoice_id": name, "account_id": account, "currency": "EUR", "amount_units": amount}
    return row | {"issued_on": issued, "due_on": due} | facts


def payment(name: str, *, on: date, amount: int = 1000) -> dict:
    row = {"payment_id": f"P{name}", "invoice_id": name}
    return row | {"amount_units": amount, "allocated_on": on}


@cache
def monthly_tables() -> Tables:
    """An invoice a month an account; every fourth account pays a third of them 120 days late."""
    chance = np.random.default_rng(4)
    invoices, allocations = [], []
    for account in range(ACCOUNTS):
        for month in range(MONTHS):
            due = AS_OF - timedelta(days=30 * month)
            name = f"I{account}-{month}"
            invoices.append(invoice(name, f"A{account:03}", due=due))
            is_bad = account % 4 == 0 and chance.random() < 1 / 3
            paid_on = due + timedelta(days=120 if is_bad else int(chance.integers(-5, 20)))
            if paid_on <= AS_OF:
                allocations.append(payment(name, on=paid_on))
    return {"invoices": invoices, "allocations": allocations}


@cache
def monthly_ledger() -> Book:
    return book_of(monthly_tables())


@cache
def observations(*, tells: bool = True, rate: float = 0.1) -> LabelledTable:
    """Two days with 1,000 accounts each; `overdue_share` tells, if anything does."""
    chance = np.random.default_rng(9)
    values = np.full((2000, len(CHARACTERISTICS)), np.nan)
    overdue = chance.random(2000)
    values[:, CHARACTERISTICS.index("overdue_share")] = overdue
    values[:, CHARACTERISTICS.index("paid_count")] = chance.integers(1, 30, 2000)
    chances = rate * 2 * overdue if tells else np.full(2000, rate)
    failed = (chance.random(2000) < chances).astype(float)
    days = np.where(np.arange(2000) < 1000, 738000, 738365)
    return LabelledTable(CHARACTERISTICS, values, failed, days)
