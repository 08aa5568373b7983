"""What was billed on each day, and on which days did its money come?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from duly.analytics.cash_forecast.horizon import WEEK, Whole
from duly.analytics.cash_forecast.simulation import Key
from duly.analytics.foresight.curves import Floats
from duly.analytics.foresight.moments import day_number, number_of_day
from duly.book.tables import Book

# How fast money comes is learned from the invoices of a year.
LOOKED_BACK_DAYS = 365
LONGEST_DAYS = 365
# Far enough for the forecasts made again from the days of a year.
_REMEMBERED_DAYS = 1_000
# Credited rather than paid: as if received on a day that is always over.
_LONG_AGO = -1_000_000


@dataclass(frozen=True, slots=True)
class Bills:
    """A row a key and day of issue: units less credit notes, the same without accounts left out,
    units of invoices alone, and how many documents."""

    key: Whole
    issued: Whole
    units: Floats
    kept: Floats
    owed: Floats
    count: Floats


@dataclass(frozen=True, slots=True)
class Parts:
    """A row for what was allocated, by the days of issue, receipt and allocation.

    What was credited counts as received long ago; `is_owed` marks what was allocated to invoices.
    """

    key: Whole
    issued: Whole
    received: Whole
    allocated: Whole
    units: Floats
    is_owed: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class BillingLedger:
    """Billing and its money, summed up by day; days count from 1970, units are the smallest.

    `keys` are entity and currency; rows tell their place. Every answer is from what was known at
    the end of the day asked for.
    """

    keys: tuple[Key, ...]
    bills: Bills
    parts: Parts

    @property
    def first_day(self) -> int | None:
        """The day from which on billing is whole; None without any.

        Exports often begin with the few older invoices that were still open: the first week
        with half as many documents as usual is the beginning.
        """
        days, count = self.bills.issued, self.bills.count
        if not len(days):
            return None
        a_week = np.convolve(np.bincount(days - days.min(), count), np.ones(WEEK))[WEEK - 1 :]
        usual = np.median(a_week[a_week > 0])
        return int(days.min() + np.argmax(a_week >= usual / 2))

    def billed(self, on: int, *, days: int, whole: bool) -> Floats:
        """By key and day, the oldest first: units billed on the last so many days.

        `whole`: with the accounts that are left out.
        """
        age = on - self.bills.issued
        known = (age >= 0) & (age < days)
        found = np.zeros((len(self.keys), days))
        weights = (self.bills.units if whole else self.bills.kept)[known]
        np.add.at(found, (self.bills.key[known], days - 1 - age[known]), weights)
        return found

    def came(self, after: int, ends: Whole) -> Floats:
        """By key and span: cash of invoices issued after a day, received and used by each end."""
        parts = self.parts
        span = np.searchsorted(ends, parts.allocated - after)
        is_later = (parts.issued > after) & (parts.received > after) & (parts.allocated > after)
        chosen = is_later & (span < len(ends))
        found = np.zeros((len(self.keys), len(ends)))
        np.add.at(found, (parts.key[chosen], span[chosen]), parts.units[chosen])
        return found

    def paid_by_age(self, on: int) -> Floats:
        """By key: P(in within so many days of billing), by Kaplan and Meier in money.

        Of the invoices billed in the last year, by currency; what is still open counts as long as
        it has been so. What was credited counts not at all: of the billing to come, credit notes
        are taken off.
        """
        codes = sorted({key[1] for key in self.keys})
        code_of_key = np.array([codes.index(key[1]) for key in self.keys], dtype=np.int64)
        events, left = self._events(on, code_of_key, len(codes))
        by_code = [paid_within(paid, still) for paid, still in zip(events, left, strict=True)]
        nothing = np.zeros((0, LONGEST_DAYS + 1))
        return np.array(by_code)[code_of_key] if by_code else nothing

    def _events(self, on: int, code_of_key: Whole, count: int) -> tuple[Floats, Floats]:
        """By currency and age: what was paid at it, and what was last seen open at it."""
        parts, bills = self.parts, self.bills
        age = on - parts.issued
        known = parts.is_owed & (age >= 0) & (age < LOOKED_BACK_DAYS) & (parts.allocated <= on)
        paid = known & (parts.received > _LONG_AGO)
        events, left = (np.zeros((count, LONGEST_DAYS + 1)) for _ in range(2))
        at = np.clip(parts.allocated - parts.issued, 0, LONGEST_DAYS)
        np.add.at(events, (code_of_key[parts.key[paid]], at[paid]), parts.units[paid])
        old = on - bills.issued
        some = (old >= 0) & (old < LOOKED_BACK_DAYS)
        np.add.at(left, (code_of_key[bills.key[some]], old[some]), bills.owed[some])
        np.subtract.at(left, (code_of_key[parts.key[known]], age[known]), parts.units[known])
        return events, np.maximum(left, 0.0)


def billing_ledger(
    book: Book, *, as_of: date, without: frozenset[str] = frozenset()
) -> BillingLedger:
    """Billing as known at the end of `as_of`, for that day and those of a year before."""
    bills, parts = _bills(book, as_of=as_of, without=without), _parts(book, as_of=as_of)
    names = zip(bills["entity"].to_pylist(), bills["currency"].to_pylist(), strict=True)
    keys = sorted(set(names), key=str)
    place = {key: at for at, key in enumerate(keys)}

    def places(rows: pa.Table) -> Whole:
        told = zip(rows["entity"].to_pylist(), rows["currency"].to_pylist(), strict=True)
        return np.array([place[key] for key in told], dtype=np.int64)

    return BillingLedger(
        tuple(keys),
        Bills(
            places(bills),
            _days(bills, "issued"),
            _units(bills, "units"),
            _units(bills, "kept"),
            _units(bills, "owed"),
            _units(bills, "count"),
        ),
        Parts(
            places(parts),
            _days(parts, "issued"),
            _days(parts, "received"),
            _days(parts, "allocated"),
            _units(parts, "units"),
            np.asarray(parts["is_owed"].to_numpy(zero_copy_only=False), dtype=np.bool_),
        ),
    )


def paid_within(paid: Floats, still_open: NDArray[np.float64]) -> Floats:
    """1 - S of Kaplan and Meier: what is paid at each age, and what was last seen open at it."""
    leaving = paid + still_open
    at_risk = np.cumsum(leaving[::-1])[::-1]
    hazard = np.divide(paid, at_risk, out=np.zeros_like(paid), where=at_risk > 0)
    # Money that was taken back cannot make what is in fewer.
    return np.asarray(1.0 - np.cumprod(1.0 - np.clip(hazard, 0.0, 1.0)))


def _bills(book: Book, *, as_of: date, without: frozenset[str]) -> pa.Table:
    """Columns: entity, currency, issued, units, kept, owed, count."""
    known = _remembered(book, as_of)
    is_left_out = known.account_id.isin(sorted(without))
    marked = known.mutate(
        issued=day_number(known.issued_on),
        kept=ibis.ifelse(is_left_out, 0, known.amount_units),
        positive=ibis.greatest(known.amount_units, 0),
    )
    by_day = marked.group_by("entity", "currency", "issued")
    sums = by_day.agg(
        units=marked.amount_units.sum(),
        kept=marked.kept.sum(),
        owed=marked.positive.sum(),
        count=marked.count(),
    )
    return book.engine.fetch(sums)


def _parts(book: Book, *, as_of: date) -> pa.Table:
    """Columns: entity, currency, issued, received, allocated, is_owed, units."""
    known = _remembered(book, as_of)
    invoices = known.select(
        "invoice_id",
        "entity",
        "currency",
        issued=day_number(known.issued_on),
        is_owed=known.amount_units > 0,
    )
    parts = book.allocations.filter(book.allocations.allocated_on <= as_of)
    parts = parts.select("invoice_id", "payment_id", "allocated_on", part_units="amount_units")
    money = book.payments.select("payment_id", "received_on")
    joined = parts.join(invoices, "invoice_id").left_join(money, "payment_id")
    # A payment that the book does not tell of came on the day it was used.
    came = day_number(ibis.coalesce(joined.received_on, joined.allocated_on))
    received = ibis.ifelse(joined.payment_id.notnull(), came, ibis.literal(_LONG_AGO))
    dated = joined.mutate(received=received, allocated=day_number(joined.allocated_on))
    by_day = dated.group_by("entity", "currency", "issued", "received", "allocated", "is_owed")
    return book.engine.fetch(by_day.agg(units=dated.part_units.sum()))


def _remembered(book: Book, as_of: date) -> Any:
    first = ibis.literal(number_of_day(as_of) - _REMEMBERED_DAYS)
    invoices = book.invoices.filter(book.invoices.issued_on <= as_of)
    return invoices.filter(day_number(invoices.issued_on) > first)


def _days(rows: pa.Table, name: str) -> Whole:
    return np.asarray(rows[name].to_numpy(), dtype=np.int64)


def _units(rows: pa.Table, name: str) -> Floats:
    return np.asarray(rows[name].to_numpy(), dtype=np.float64)
