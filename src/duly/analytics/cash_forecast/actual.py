"""What cash did come in the weeks after a day, of items open on it and of later ones?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import ibis
import numpy as np
from numpy.typing import NDArray

from duly.analytics.cash_forecast.horizon import WEEK, Horizon, Whole
from duly.analytics.cash_forecast.items import CashItems
from duly.analytics.foresight.curves import Floats
from duly.analytics.foresight.moments import day_number, number_of_day
from duly.analytics.foresight.panel import Texts, places_of
from duly.book.tables import Book


@dataclass(frozen=True, slots=True)
class PastCash:
    """One row a payment that was allocated to an invoice, with the days; they count from 1970.

    Cash counts on the day it was allocated, and only what was allocated: a forecast says when
    invoices are paid. What had been received by the day of a forecast does not count: none
    expects it.
    """

    invoice_ids: Texts
    currencies: Texts
    issued: Whole
    received: Whole
    allocated: Whole
    units: Whole

    def by_currency(self, horizon: Horizon) -> dict[str, Floats]:
        """By currency: a row of items open on the day and one of later ones, by week."""
        week, counts = self._weeks(horizon)
        is_later = (self.issued > number_of_day(horizon.as_of)).astype(np.int64)
        found = {}
        for currency in sorted(set(self.currencies[counts].tolist())):
            own = counts & (self.currencies == currency)
            table = np.zeros((2, horizon.weeks))
            np.add.at(table, (is_later[own], week[own]), self.units[own])
            found[currency] = table
        return found

    def of_items(self, items: CashItems, horizon: Horizon) -> Floats:
        """By item and week, in smallest units."""
        week, counts = self._weeks(horizon)
        place, is_item = places_of(self.invoice_ids[counts], items.invoice_ids)
        found = np.zeros((len(items), horizon.weeks))
        chosen = np.flatnonzero(counts)[is_item]
        np.add.at(found, (place[is_item], week[chosen]), self.units[chosen])
        return found

    def _weeks(self, horizon: Horizon) -> tuple[Whole, NDArray[np.bool_]]:
        """The week of the horizon each counts in, from 0, and whether it does."""
        start = number_of_day(horizon.as_of)
        offset = self.allocated - start
        counts = (offset > 0) & (offset <= horizon.last) & (self.received > start)
        return np.asarray((offset - 1) // WEEK), counts


def past_cash(book: Book, *, since: date, until: date) -> PastCash:
    """What was allocated after the end of `since`, up to the end of `until`."""
    parts = book.allocations.filter(
        book.allocations.payment_id.notnull(),
        book.allocations.allocated_on > since,
        book.allocations.allocated_on <= until,
    ).select("invoice_id", "payment_id", "allocated_on", units="amount_units")
    money = book.payments.select("payment_id", "received_on")
    invoices = book.invoices.select("invoice_id", "currency", "issued_on")
    paid = parts.left_join(money, "payment_id").join(invoices, "invoice_id")
    # A payment that the book does not tell of came on the day it was used.
    received = ibis.coalesce(paid.received_on, paid.allocated_on)
    rows = book.engine.fetch(
        paid.select(
            "invoice_id",
            "currency",
            "units",
            issued=day_number(paid.issued_on),
            received=day_number(received),
            allocated=day_number(paid.allocated_on),
        )
    )
    texts = [
        np.asarray(rows[name].to_numpy(zero_copy_only=False), dtype=object)
        for name in ("invoice_id", "currency")
    ]
    numbers = [
        np.asarray(rows[name].to_numpy(), dtype=np.int64)
        for name in ("issued", "received", "allocated", "units")
    ]
    return PastCash(*texts, *numbers)
