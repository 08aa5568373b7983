"""Curves that a reader can check by head, and settings for quick forecasts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago

from duly.analytics.cash_forecast.billing_errors import BillingOutlooks
from duly.analytics.cash_forecast.billing_ledger import billing_ledger
from duly.analytics.cash_forecast.chances import Chances
from duly.analytics.cash_forecast.dependence import Dependence
from duly.analytics.cash_forecast.forecast import (
    CashForecast,
    CurvesOf,
    Setting,
    WhatIf,
    cash_forecast,
)
from duly.analytics.cash_forecast.horizon import Horizon
from duly.analytics.cash_forecast.items import CashItems
from duly.analytics.foresight.curves import PaymentCurves
from duly.book.policy.forecast import ForecastPolicy
from duly.book.tables import Book

EVERY_DAY = np.arange(-60, 366)
ALONE = Dependence(account=0.0, everybody=0.0)
QUICK = Setting(policy=ForecastPolicy(weeks=4, days=10, draws=100), dependence=ALONE)


def paid_late(chances: Mapping[int, float]) -> CurvesOf:
    """Every item is paid so many days late with these probabilities, and else never."""
    by_day = np.cumsum([chances.get(day, 0.0) for day in EVERY_DAY.tolist()])
    by_day = np.minimum(by_day, 1.0)

    def curves_of(items: CashItems, day: date) -> PaymentCurves:
        return PaymentCurves(items.invoice_ids, EVERY_DAY, np.tile(by_day, (len(items), 1)))

    return curves_of


def days_from_now(days: int) -> CurvesOf:
    """Every item is paid so many days after the day of the forecast, whenever it was due."""

    def curves_of(items: CashItems, day: date) -> PaymentCurves:
        by_day = EVERY_DAY[None, :] >= (items.past_due_days + days)[:, None]
        return PaymentCurves(items.invoice_ids, EVERY_DAY, by_day.astype(np.float64))

    return curves_of


def forecast(
    book: Book,
    curves_of: CurvesOf,
    setting: Setting = QUICK,
    *,
    as_of: date = AS_OF,
    **what_if: Any,
) -> CashForecast:
    assumed = replace(setting, what_if=WhatIf(**what_if))
    return cash_forecast(book, curves_of, assumed, as_of=as_of)


def items(*rows: tuple[str, int, int], disputed: int = 0, currency: str = "EUR") -> CashItems:
    """Items as (account, days past due, units), numbered I0, I1 ..."""
    accounts, past_due, units = zip(*rows, strict=True) if rows else ((), (), ())
    return CashItems(
        np.array([f"I{number}" for number in range(len(rows))], dtype=object),
        np.array(accounts, dtype=object),
        np.full(len(rows), None, dtype=object),
        np.full(len(rows), currency, dtype=object),
        np.array(past_due, dtype=np.int64),
        np.array(units, dtype=np.int64),
        np.full(len(rows), disputed, dtype=np.int64),
    )


def parts(units: list[int], by_end: list[list[float]]) -> Chances:
    """Parts without a dispute, one an item."""
    place = np.arange(len(units), dtype=np.int64)
    widths = np.array(by_end, dtype=np.float64).reshape(len(units), len(by_end[0]) if by_end else 1)
    return Chances(place, np.array(units, dtype=np.int64), place < 0, widths)


def horizon(weeks: int = 4, days: int = 10) -> Horizon:
    return Horizon(AS_OF, weeks, days)


def expected(table: Any, *, by: str = "week", **wanted: Any) -> dict[int, int]:
    """The expected units that are not zero, by week or day."""
    found = [row for row in table.to_pylist() if wanted.items() <= row.items()]
    return {row[by]: row["expected_units"] for row in found if row["expected_units"]}


def billed(
    ledger: Ledger, days_ago: int, units: int = 700, *, account: str = "A", **more: Any
) -> Ledger:
    """An invoice issued so many days ago, due thirty days later."""
    return ledger.invoice(account, units, ago(days_ago - 30), **more)


def weekly(weeks: int, *, paid_after: int = 3, **more: Any) -> Ledger:
    """700 a week, paid so many days after it is billed."""
    ledger = Ledger()
    for week in range(weeks):
        late = paid_after - 30
        parts = ((700, late),) if 7 * week >= paid_after else ()
        billed(ledger, 7 * week, parts=parts, **more)
    return ledger


def outlooks(ledger: Ledger, *, ahead: Horizon | None = None, **more: Any) -> BillingOutlooks:
    """Billing as known today."""
    ends = (ahead or horizon()).ends
    return BillingOutlooks(billing_ledger(ledger.book(), as_of=AS_OF, **more), ends)
