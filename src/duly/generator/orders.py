"""What is ordered but not yet invoiced, and what led to the latest invoices?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duly.generator.chance import Floats, Indices
from duly.generator.columns import Rows, dates, exponents_of, numbered, rows, words
from duly.generator.customers import Customers, level
from duly.generator.days import NEVER, Days
from duly.generator.ledger_rows import Numbering
from duly.generator.plan import BookPlan
from duly.generator.sales import INVOICE, Sales
from duly.kernel.currencies import exponent

KEPT_DAYS = 120
PIPELINE_DAYS = 25
SHIPPED_RATE = 0.45
# How full the pipeline is, as a share of what the account usually buys in PIPELINE_DAYS.
ORDERED_AHEAD = 0.4


@dataclass(frozen=True, slots=True)
class OpenOrders:
    """Orders without an invoice; `shipped` is NEVER for what is still in the house."""

    account: Indices
    units: Indices
    placed: Days
    shipped: Days


def invoiced_order_rows(sales: Sales, start: Numbering, rng: np.random.Generator) -> Rows:
    """The orders behind the invoices of the last four months: placed, shipped, invoiced."""
    recent = (sales.issued > start.until - KEPT_DAYS) & (sales.kind == INVOICE)
    row = np.flatnonzero(recent)
    shipped = sales.issued[row] - rng.integers(0, 4, len(row))
    return rows(
        "orders",
        exponents_of(start.plan.currencies)[sales.currency[row]],
        order_id=start.order_nos(row),
        account_id=start.account_ids(sales.account[row]),
        currency=words(start.plan.currencies, sales.currency[row]),
        amount_units=sales.units[row],
        placed_on=dates(shipped - rng.integers(1, 22, len(row))),
        shipped_on=dates(shipped),
        invoiced_on=dates(sales.issued[row]),
    )


def draw_open_orders(
    customers: Customers,
    accounts: Indices,
    a_day: Floats,
    start: Numbering,
    rng: np.random.Generator,
) -> OpenOrders:
    """Orders of the last weeks without an invoice; nearly half have left the house.

    `a_day` is how many invoices a day each of `accounts` gets. Who no longer buys orders
    nothing.
    """
    buys = customers.ends[accounts] >= start.until - 5
    expected = np.where(buys, a_day * PIPELINE_DAYS * ORDERED_AHEAD, 0)
    account = np.repeat(accounts, rng.poisson(expected))
    count = len(account)
    placed = start.until - rng.integers(0, PIPELINE_DAYS, count)
    shipped = placed + rng.integers(0, 12, count)
    is_shipped = (rng.random(count) < SHIPPED_RATE) & (shipped <= start.until)
    units = _amounts(start.plan, customers, account, rng)
    return OpenOrders(account, units, placed, np.where(is_shipped, shipped, NEVER))


def open_order_rows(orders: OpenOrders, customers: Customers, start: Numbering) -> Rows:
    """The open orders in their accounts' own currencies."""
    count = len(orders.account)
    currency = customers.currency[orders.account]
    return rows(
        "orders",
        exponents_of(start.plan.currencies)[currency],
        order_id=numbered("SO-", np.arange(count) + start.plan.invoices + start.orders + 1),
        account_id=start.account_ids(orders.account),
        currency=words(start.plan.currencies, currency),
        amount_units=orders.units,
        placed_on=dates(orders.placed),
        shipped_on=dates(orders.shipped, orders.shipped < NEVER),
    )


def _amounts(
    plan: BookPlan, customers: Customers, account: Indices, rng: np.random.Generator
) -> Indices:
    worth = np.array([level(code) * 10 ** exponent(code) for code in plan.currencies])
    spread = customers.spread[account]
    size = customers.ticket[account] * np.exp(rng.normal(0, 1, len(account)) * spread)
    return np.maximum(1, np.rint(size * worth[customers.currency[account]])).astype(np.int64)
