"""Which payments arrived, and which invoices did they pay?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duly.generator.chance import Flags, Floats, Indices
from duly.generator.days import Days
from duly.generator.sales import CREDIT_NOTE, Sales
from duly.generator.settlement import Settlement

OVERPAID_RATE = 0.004
ON_ACCOUNT_RATE = 0.01
ON_ACCOUNT_DAYS = 90
# How many days the cash desk needs until a payment is allocated, and how often.
_DESK_DAYS = (0, 1, 2, 3, 9)
_DESK_CHANCES = (0.88, 0.07, 0.03, 0.015, 0.005)


@dataclass(frozen=True, slots=True)
class Cash:
    """Payments in their order of arrival, and the legs that allocate them.

    A leg pays `leg_units` of the sales row `leg_row` from payment `leg_payment`. Legs come
    sorted by payment. `leg_known` is False while the desk has not allocated the payment yet,
    `desk_on` the day it does.
    """

    account: Indices
    currency: Indices
    units: Indices
    received: Days
    desk_on: Days
    leg_payment: Indices
    leg_row: Indices
    leg_units: Indices
    leg_known: Flags


def collect(sales: Sales, settlement: Settlement, until: int, rng: np.random.Generator) -> Cash:
    """One payment per account, currency and run day: a run pays everything due."""
    row, units, day = _legs(settlement, until)
    account, currency = sales.account[row], sales.currency[row]
    order = np.lexsort((row, currency, account, day))
    row, units, day = row[order], units[order], day[order]
    account, currency = account[order], currency[order]
    starts = _group_starts(day, account, currency)
    payment = np.cumsum(starts) - 1
    first = np.flatnonzero(starts)
    paid = np.add.reduceat(units, first) if len(first) else np.zeros(0, np.int64)
    over = np.where(rng.random(len(first)) < OVERPAID_RATE, rng.uniform(0.01, 0.1, len(first)), 0)
    desk_on = day[first] + rng.choice(_DESK_DAYS, len(first), p=_DESK_CHANCES)
    allocated = Cash(
        account=account[first],
        currency=currency[first],
        units=paid + np.rint(paid * over).astype(np.int64),
        received=day[first],
        desk_on=desk_on,
        leg_payment=payment,
        leg_row=row,
        leg_units=units,
        leg_known=(desk_on <= until)[payment],
    )
    return _with_deposits(allocated, sales, settlement, until, rng)


def open_units(sales: Sales, settlement: Settlement, cash: Cash, until: int) -> Indices:
    """What each row still owes on `until`; what a credit note still gives is negative."""
    known = cash.leg_known
    left = sales.units - settlement.credited
    np.subtract.at(left, cash.leg_row[known], cash.leg_units[known])
    used = settlement.credit_note >= 0
    np.add.at(left, settlement.credit_note[used], settlement.credited[used])
    return np.where(settlement.written_off_on <= until, 0, left)


def _legs(settlement: Settlement, until: int) -> tuple[Indices, Indices, Days]:
    last_day = np.minimum(settlement.stops_on, until)
    first = np.flatnonzero((settlement.first_units > 0) & (settlement.first_on <= last_day))
    second = np.flatnonzero((settlement.second_units > 0) & (settlement.second_on <= last_day))
    return (
        np.concatenate([first, second]),
        np.concatenate([settlement.first_units[first], settlement.second_units[second]]),
        np.concatenate([settlement.first_on[first], settlement.second_on[second]]),
    )


def _group_starts(*columns: Indices) -> Flags:
    starts = np.ones(len(columns[0]), dtype=bool)
    if len(starts):
        starts[1:] = np.any([column[1:] != column[:-1] for column in columns], axis=0)
    return starts


def _with_deposits(
    cash: Cash, sales: Sales, settlement: Settlement, until: int, rng: np.random.Generator
) -> Cash:
    """Adds round payments on account that nobody has allocated; only recent ones are left."""
    recent = (sales.issued > until - ON_ACCOUNT_DAYS) & (sales.kind != CREDIT_NOTE)
    pays = sales.issued <= settlement.stops_on
    row = np.flatnonzero(recent & pays & (rng.random(len(sales)) < ON_ACCOUNT_RATE))
    received = np.minimum(sales.issued[row] + rng.integers(0, 10, len(row)), until)
    received = np.minimum(received, settlement.stops_on[row])
    account = np.concatenate([cash.account, sales.account[row]])
    day = np.concatenate([cash.received, received])
    order = np.argsort(day, kind="stable")
    new_place = np.empty_like(order)
    new_place[order] = np.arange(len(order))
    leg_payment = new_place[cash.leg_payment]
    legs = np.argsort(leg_payment, kind="stable")
    return Cash(
        account=account[order],
        currency=np.concatenate([cash.currency, sales.currency[row]])[order],
        units=np.concatenate([cash.units, _round_sum(sales.units[row])])[order],
        received=day[order],
        desk_on=np.concatenate([cash.desk_on, received])[order],
        leg_payment=leg_payment[legs],
        leg_row=cash.leg_row[legs],
        leg_units=cash.leg_units[legs],
        leg_known=cash.leg_known[legs],
    )


def _round_sum(units: Indices) -> Indices:
    """Two leading digits, as people pay on account."""
    size: Floats = 10.0 ** np.maximum(np.floor(np.log10(np.maximum(units, 1))) - 1, 0)
    return np.maximum(np.rint(np.rint(units / size) * size), 1).astype(np.int64)
