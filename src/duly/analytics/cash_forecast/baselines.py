"""By which simpler rules could the days of payment be told?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from duly.analytics.cash_forecast.accuracy import DaysLateOf
from duly.analytics.cash_forecast.horizon import Whole
from duly.analytics.cash_forecast.items import CashItems
from duly.analytics.foresight.curves import Floats
from duly.analytics.foresight.moments import day_number, number_of_day
from duly.analytics.foresight.panel import Texts, places_of, rows_by
from duly.analytics.settlements import paid_invoices
from duly.book.tables import Book


@dataclass(frozen=True, slots=True)
class PaidInvoices:
    """One row an invoice paid in full: whose, on which day (1970 is 0), and how late."""

    invoice_ids: Texts
    account_ids: Texts
    paid: Whole
    days_late: Whole

    def days_late_of(self, items: CashItems) -> Floats:
        """How late each item was paid in the end; NaN where it is not known."""
        found = np.full(len(items), np.nan)
        place, is_paid = places_of(items.invoice_ids, self.invoice_ids)
        found[is_paid] = self.days_late[place[is_paid]]
        return found

    def usual(self, name: Literal["median", "mean"], items: CashItems, day: date) -> Floats:
        """The median or mean of each item's customer, as known at the end of a day.

        A customer of whom nothing is known is as the whole book.
        """
        known = self.paid <= number_of_day(day)
        late, of = (
            self.days_late[known].astype(np.float64),
            np.median if name == "median" else np.mean,
        )
        if not len(late):
            return np.zeros(len(items))
        by_account = {name: of(late[own]) for name, own in rows_by(self.account_ids[known])}
        own = np.array(list(by_account.values()))
        accounts = np.array(list(by_account), dtype=object)
        place, is_known = places_of(items.account_ids, accounts)
        return np.where(is_known, own[place], of(late))


def known_paid(book: Book, *, as_of: date) -> PaidInvoices:
    """What was paid in full by the end of a day."""
    paid = paid_invoices(book, as_of=as_of)
    rows = book.engine.fetch(
        paid.select("invoice_id", "account_id", "days_late", paid=day_number(paid.paid_on))
    )
    texts = [
        np.asarray(rows[name].to_numpy(zero_copy_only=False), dtype=object)
        for name in ("invoice_id", "account_id")
    ]
    numbers = [np.asarray(rows[name].to_numpy(), dtype=np.int64) for name in ("paid", "days_late")]
    return PaidInvoices(*texts, *numbers)


def simpler_rules(paid: PaidInvoices) -> dict[str, DaysLateOf]:
    """Every item is paid on its due date; or as late as its customer's median or mean was then."""
    return {
        "due_date": lambda items, day: np.zeros(len(items)),
        "customer_median": lambda items, day: paid.usual("median", items, day),
        "customer_mean": lambda items, day: paid.usual("mean", items, day),
    }
