"""How well did past forecasts of cash hold?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from duly.analytics.cash_forecast.actual import PastCash, past_cash
from duly.analytics.cash_forecast.bands import Bands, measured_bands, quantiles
from duly.analytics.cash_forecast.billing_errors import BillingOutlooks
from duly.analytics.cash_forecast.billing_ledger import billing_ledger
from duly.analytics.cash_forecast.correction import Correction
from duly.analytics.cash_forecast.forecast import (
    CurvesOf,
    Setting,
    WhatIf,
    of_billing,
    of_open_items,
    parts_of,
)
from duly.analytics.cash_forecast.horizon import WEEK, Horizon, Whole
from duly.analytics.cash_forecast.items import CashItems, cash_items
from duly.analytics.cash_forecast.simulation import Simulated
from duly.analytics.foresight.curves import Floats
from duly.analytics.foresight.panel import Texts
from duly.book.tables import Book

DaysLateOf = Callable[[CashItems, date], Floats]
"""A baseline: how many days late each item is paid, as known at the end of the day."""


@dataclass(frozen=True, slots=True)
class PastWeeks:
    """One entry a past forecast, currency and week: what was said, and what came in.

    `weeks` counts from 0. All of one currency: of items open on the day alone (`open_…`), and
    with what was billed later (`all_…`). The bands are those simulated, before any factor.
    `baselines` are what the same items were to bring by simpler rules.
    """

    origins: Whole
    currencies: Texts
    weeks: Whole
    open_bands: Floats
    open_actual: Floats
    all_bands: Floats
    all_actual: Floats
    baselines: Mapping[str, Floats]

    def bands(self) -> Bands:
        """The factors at which about four of five of these weeks fall into their bands."""
        ends = self.origins + WEEK * self.weeks
        told = set(zip(self.currencies.tolist(), ends.tolist(), strict=True))
        return measured_bands(
            self.weeks, self.all_actual, *self.all_bands, different_weeks=len(told)
        )


def past_weeks(
    book: Book,
    curves_of: CurvesOf,
    setting: Setting,
    *,
    origins: Sequence[date],
    until: date,
    baselines: Mapping[str, DaysLateOf],
    correction_of: Callable[[date], Correction] | None = None,
    items_of: Callable[[date], CashItems] | None = None,
) -> PastWeeks:
    """Forecast again from each origin, from what was known then, and look what came by `until`.

    Weeks that are not over at the end of `until` are left out. What is assumed of the future
    (`what_if`) was not so: it is left out too. `correction_of` tells the correction known on an
    origin, where it is not that of the setting; `items_of` the items, where they are at hand.
    """
    plain = replace(setting, bands=Bands(), what_if=WhatIf())
    if not origins:
        return _joined([], tuple(baselines))
    look = _Look(
        book,
        curves_of,
        lambda day: replace(plain, correction=correction_of(day)) if correction_of else plain,
        items_of or (lambda day: cash_items(book, as_of=day)),
        BillingOutlooks(billing_ledger(book, as_of=until), past_horizon(setting, until).ends),
        past_cash(book, since=min(origins), until=until),
        until,
        baselines,
    )
    entries = [entry for origin in origins for entry in look.back_at(origin)]
    return _joined(entries, tuple(baselines))


def past_horizon(setting: Setting, origin: date) -> Horizon:
    """The weeks after a past day; its single days are not looked at."""
    return Horizon(origin, setting.policy.weeks, days=0)


def coverage(actual: Floats, low: Floats, high: Floats) -> float | None:
    """The share of weeks that lie in their band, its ends included; None without weeks."""
    inside = (np.round(low) <= actual) & (actual <= np.round(high))
    return float(inside.mean()) if len(actual) else None


@dataclass(frozen=True, slots=True)
class _Entry:
    origin: int
    currency: str
    week: int
    open_bands: tuple[float, float, float]
    open_actual: float
    all_bands: tuple[float, float, float]
    all_actual: float
    baselines: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """How a past day is looked at."""

    book: Book
    curves_of: CurvesOf
    setting_of: Callable[[date], Setting]
    items_of: Callable[[date], CashItems]
    billing: BillingOutlooks
    cash: PastCash
    until: date
    baselines: Mapping[str, DaysLateOf]

    def back_at(self, origin: date) -> Iterator[_Entry]:
        """The weeks after the origin that are over, by currency."""
        setting = self.setting_of(origin)
        horizon = past_horizon(setting, origin)
        whole = min(horizon.weeks, max(0, (self.until - origin).days // WEEK))
        items = self.items_of(origin)
        parts = parts_of(self.book, items, self.curves_of(items, origin), setting, horizon)
        opened = of_open_items(items, parts, setting, horizon)
        later = of_billing(self.billing, setting, horizon)
        came = self.cash.by_currency(horizon)
        simpler = [by_week(items, rule(items, origin), horizon) for rule in self.baselines.values()]
        nothing = np.zeros((2, horizon.weeks))
        for currency in sorted({key[1] for key in (*opened.keys, *later.keys)}):
            own, billed = _weekly(opened, currency, horizon), _weekly(later, currency, horizon)
            actual = came.get(currency, nothing)
            bands = zip(_bands(own), _bands(own + billed), strict=True)
            for week, (open_bands, all_bands) in enumerate([*bands][:whole]):
                yield _Entry(
                    origin.toordinal(),
                    currency,
                    week,
                    open_bands,
                    float(actual[0, week]),
                    all_bands,
                    float(actual[:, week].sum()),
                    tuple(float(rule.get(currency, nothing[0])[week]) for rule in simpler),
                )


def _weekly(source: Simulated, currency: str, horizon: Horizon) -> Floats:
    """By draw and week, all entities of a currency together."""
    rows = [place for place, key in enumerate(source.keys) if key[1] == currency]
    spans = source.sums[rows].sum(axis=0)
    weeks = np.zeros((spans.shape[0], horizon.weeks))
    for span, week in enumerate(horizon.week_of_span.tolist()):
        weeks[:, week] += spans[:, span]
    return weeks


def _bands(draws: Floats) -> list[tuple[float, float, float]]:
    low, middle, high = quantiles(draws[None], np.ones(draws.shape[1]))
    return [
        (float(a), float(b), float(c)) for a, b, c in zip(low[0], middle[0], high[0], strict=True)
    ]


def by_week(items: CashItems, days_late: Floats, horizon: Horizon) -> dict[str, Floats]:
    """What items bring if each is paid so many days late; what that has passed comes at once."""
    offset = np.maximum(np.nan_to_num(days_late) - items.past_due_days, 1)
    week = ((offset - 1) // WEEK).astype(np.int64)
    found = {}
    for currency in sorted(set(items.currencies.tolist())):
        own = (items.currencies == currency) & (week < horizon.weeks)
        units = items.units[own].astype(np.float64)
        sums = np.bincount(week[own], units, minlength=horizon.weeks)
        found[currency] = sums.astype(np.float64)
    return found


def _joined(entries: list[_Entry], names: tuple[str, ...]) -> PastWeeks:
    def column(values: Iterator[object]) -> Floats:
        return np.array(list(values), dtype=np.float64)

    return PastWeeks(
        origins=np.array([entry.origin for entry in entries], dtype=np.int64),
        currencies=np.array([entry.currency for entry in entries], dtype=object),
        weeks=np.array([entry.week for entry in entries], dtype=np.int64),
        open_bands=column(entry.open_bands for entry in entries).reshape(-1, 3).T,
        open_actual=column(entry.open_actual for entry in entries),
        all_bands=column(entry.all_bands for entry in entries).reshape(-1, 3).T,
        all_actual=column(entry.all_actual for entry in entries),
        baselines={
            name: column(entry.baselines[place] for entry in entries)
            for place, name in enumerate(names)
        },
    )
