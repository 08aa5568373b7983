"""What was sold: the invoices, credit notes and debit notes of one block of accounts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duly.generator.chance import Flags, Floats, Indices
from duly.generator.customers import Customers, level
from duly.generator.days import Days, day_number, month_end
from duly.generator.plan import BookPlan
from duly.kernel.currencies import exponent

INVOICE, CREDIT_NOTE, DEBIT_NOTE = 0, 1, 2
INFLATION = 0.028
DEBIT_NOTE_RATE = 0.004
FULL_CREDIT_RATE = 0.2
NOTE_AFTER_DAYS = (2, 25)
# Month by month, January first: a slow August, a strong autumn.
_SEASON = (0.92, 0.95, 1.05, 1.0, 1.02, 1.05, 0.93, 0.78, 1.08, 1.12, 1.10, 0.95)


@dataclass(frozen=True, slots=True)
class Sales:
    """Rows of the table invoices in their order of issue. `units` are negative on credit notes;
    `noted` is the row a credit note corrects, -1 for other rows."""

    account: Indices
    kind: Indices
    currency: Indices
    units: Indices
    issued: Days
    due: Days
    entity: Indices
    noted: Indices

    def __len__(self) -> int:
        return len(self.account)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Sales pressure added up by day, from which days of issue are drawn."""

    since: int
    pressure: Floats

    def day_at(self, starts: Days, ends: Days, position: Floats) -> Days:
        """The day at a position from 0 to 1 between two days, both possible."""
        low = self.pressure[starts - self.since]
        high = self.pressure[ends - self.since + 1]
        wanted = low + (high - low) * position
        found = np.searchsorted(self.pressure, wanted, side="right") - 1 + self.since
        return np.clip(found, starts, ends)


def sales_calendar(plan: BookPlan) -> Calendar:
    """Weekdays weigh by season and by a sales growth of 4 % a year, weekends almost nothing."""
    since, until = day_number(plan.since), day_number(plan.until)
    days = np.arange(since, until + 1)
    months = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12
    weekend = (days + 3) % 7 >= 5
    growth = 1.04 ** ((days - since) / 365.25)
    weights = np.asarray(_SEASON)[months] * growth * np.where(weekend, 0.01, 1.0)
    return Calendar(since, np.concatenate([[0.0], np.cumsum(weights)]))


def draw_sales(
    plan: BookPlan,
    customers: Customers,
    counts: Indices,
    calendar: Calendar,
    *,
    first: int,
    rng: np.random.Generator,
) -> Sales:
    """The rows of the accounts from `first` on; `counts` says how many rows each has."""
    account = np.repeat(np.arange(first, first + len(counts)), counts)
    position = rng.random(len(account)) ** customers.ramp[account]
    issued = calendar.day_at(customers.starts[account], customers.ends[account], position)
    order = np.lexsort((issued, account))
    issued = issued[order]
    noted = _noted(rng, account, customers.temper.credit_rate)
    is_note = noted >= 0
    is_debit = rng.random(len(account)) < DEBIT_NOTE_RATE
    kind = np.select([is_note, is_debit], [CREDIT_NOTE, DEBIT_NOTE], INVOICE)
    currency = _currencies(rng, customers, account)
    currency = np.where(is_note, currency[noted], currency)
    units = _units(
        plan, customers, rng, account=account, kind=kind, currency=currency, issued=issued
    )
    units = np.where(is_note, _note_units(rng, units[noted]), units)
    issued = np.where(is_note, _note_days(rng, issued[noted], day_number(plan.until)), issued)
    sales = Sales(
        account=account,
        kind=kind,
        currency=currency,
        units=units,
        issued=issued,
        due=_due(customers, account, kind, issued),
        entity=_entity(rng, customers, account, plan.entities),
        noted=noted,
    )
    return _by_issue(sales)


def _noted(rng: np.random.Generator, account: Indices, credit_rate: Floats) -> Indices:
    """A credit note follows, and corrects, the row before it, which is never a note itself."""
    wants = rng.random(len(account)) < credit_rate[account]
    follows = np.zeros(len(account), dtype=bool)
    follows[1:] = account[1:] == account[:-1]
    candidate = wants & follows
    candidate[1:] &= ~candidate[:-1]
    return np.where(candidate, np.arange(len(account)) - 1, -1)


def _currencies(rng: np.random.Generator, customers: Customers, account: Indices) -> Indices:
    own, other = customers.currency[account], customers.other_currency[account]
    return np.where((other >= 0) & (rng.random(len(account)) < 0.25), other, own)


def _units(
    plan: BookPlan,
    customers: Customers,
    rng: np.random.Generator,
    *,
    account: Indices,
    kind: Indices,
    currency: Indices,
    issued: Days,
) -> Indices:
    worth = np.array([level(code) * 10 ** exponent(code) for code in plan.currencies])
    spread = customers.spread[account]
    years = (issued - day_number(plan.since)) / 365.25
    growth = (1 + INFLATION) ** years * np.exp(customers.growth[account] * (years - 1))
    noise = np.exp(rng.normal(0, 1, len(account)) * spread - spread**2 / 2)
    size = customers.ticket[account] * growth * noise * np.where(kind == DEBIT_NOTE, 0.06, 1.0)
    return np.maximum(1, np.rint(size * worth[currency])).astype(np.int64)


def _note_units(rng: np.random.Generator, noted_units: Indices) -> Indices:
    count = len(noted_units)
    share = np.where(rng.random(count) < FULL_CREDIT_RATE, 1.0, rng.uniform(0.03, 0.4, count))
    return -np.maximum(1, np.rint(noted_units * share)).astype(np.int64)


def _note_days(rng: np.random.Generator, issued: Days, until: int) -> Days:
    return np.minimum(issued + rng.integers(*NOTE_AFTER_DAYS, len(issued)), until)


def _due(customers: Customers, account: Indices, kind: Indices, issued: Days) -> Days:
    term_end = issued + customers.terms_days[account]
    due = np.where(customers.pays_month_end[account], month_end(term_end), term_end)
    return np.select([kind == CREDIT_NOTE, kind == DEBIT_NOTE], [issued, issued + 14], due)


def _entity(
    rng: np.random.Generator, customers: Customers, account: Indices, count: int
) -> Indices:
    strays: Flags = rng.random(len(account)) < 0.03
    return np.where(strays, rng.integers(0, count, len(account)), customers.entity[account])


def _by_issue(sales: Sales) -> Sales:
    order = np.lexsort((sales.account, sales.issued))
    new_place = np.empty_like(order)
    new_place[order] = np.arange(len(order))
    noted = sales.noted[order]
    return Sales(
        account=sales.account[order],
        kind=sales.kind[order],
        currency=sales.currency[order],
        units=sales.units[order],
        issued=sales.issued[order],
        due=sales.due[order],
        entity=sales.entity[order],
        noted=np.where(noted >= 0, new_place[noted], -1),
    )
