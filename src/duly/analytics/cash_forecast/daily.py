"""What is learned now and then, and what is said every day of open invoices and cash to come?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pyarrow as pa

from duly.analytics.cash_forecast.accuracy import PastWeeks
from duly.analytics.cash_forecast.baselines import known_paid, simpler_rules
from duly.analytics.cash_forecast.calibration import REFITTED_WEEKS, calibrated, past_origins
from duly.analytics.cash_forecast.forecast import (
    CashForecast,
    CurvesOf,
    Setting,
    WhatIf,
    cash_forecast,
)
from duly.analytics.cash_forecast.invoices import invoice_table
from duly.analytics.cash_forecast.items import CashItems, cash_items
from duly.analytics.foresight.curves import Curves
from duly.analytics.foresight.fitting import DEFAULT, Known, fitted, known, refitted
from duly.analytics.foresight.model import TimingModel
from duly.analytics.foresight.open_curves import CurvesAt, aligned, past_curves
from duly.analytics.foresight.scoring import Scored, scored
from duly.analytics.foresight.settings import Settings
from duly.book.findings import BadInput
from duly.book.policy.forecast import ForecastPolicy
from duly.book.tables import Book

Progress = Callable[[str, float], None]
# Reasons of so many of the largest open items; they take longer than the forecast itself.
EXPLAINED = 2_000
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class Learned:
    """A fitted model, and how cash is drawn with it; `past` shows how well that would have held.

    `past` is None where the book is too young to have been forecast before.
    """

    model: TimingModel
    setting: Setting
    past: PastWeeks | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is said on a day; `invoices` (see `invoice_table`) has no rows where it is refused.

    `open_count` items were open, whether they are shown or not.
    """

    invoices: pa.Table
    cash: CashForecast
    refusal: str | None
    open_count: int

    @property
    def is_shown(self) -> bool:
        """Whether the book carries a forecast of single invoices."""
        return self.refusal is None


def learn(
    book: Book,
    *,
    as_of: date,
    policy: ForecastPolicy | None = None,
    promise_tolerance_days: int = 3,
    settings: Settings = DEFAULT,
    progress: Progress = lambda what, share: None,
) -> Learned:
    """Fit a model on what was known at the end of `as_of`, and measure the bands of cash.

    Takes minutes on a large book. Raises BadInput where there is nothing to learn from (see
    `fit`).
    """
    progress("fitting", 0.0)
    there = known(book, as_of=as_of, settings=settings)
    model = fitted(there.rows, there.told, as_of=as_of, settings=settings)
    progress("forecasting again from past days", 0.6)
    setting = Setting(policy or ForecastPolicy(), promise_tolerance_days=promise_tolerance_days)
    return with_past(book, model, setting, as_of=as_of, there=there, settings=settings)


def with_past(
    book: Book,
    model: TimingModel,
    setting: Setting,
    *,
    as_of: date,
    there: Known | None = None,
    settings: Settings = DEFAULT,
) -> Learned:
    """Measure the bands of cash of a model by the past of `as_of`.

    Past forecasts are made by models of the same kind, fitted anew each quarter on what was then
    known. `there` is what is known on the day, where it is at hand.
    """
    if there is None:
        there = known(book, as_of=as_of, settings=settings)
    models = _earlier(model, there, as_of=as_of, settings=settings)
    if not models:
        return Learned(model, setting, None)
    origins = [day for day in past_origins(as_of) if day >= models[0].fit_on]
    rules = simpler_rules(known_paid(book, as_of=as_of))
    found = calibrated(
        book,
        earlier_curves(models, book, origins, as_of=as_of),
        setting,
        as_of=as_of,
        origins=origins,
        baselines=rules,
    )
    return Learned(model, found.setting, found.past)


def look_ahead(
    book: Book,
    learned: Learned,
    *,
    as_of: date,
    what_if: WhatIf | None = None,
    explained: int | None = EXPLAINED,
) -> Outlook:
    """When each open invoice is paid and what cash comes, as known at the end of `as_of`.

    Takes seconds. `explained`: reasons are given for that many of the largest open items (None:
    for all). Raises BadInput where the model has seen later days.
    """
    found = scored(learned.model, book, as_of=as_of)
    items = cash_items(book, as_of=as_of)
    setting = replace(learned.setting, what_if=what_if or WhatIf())
    return Outlook(
        invoice_table(learned.model, found, items, explained=explained),
        cash_forecast(book, curves_of_day(found), setting, as_of=as_of, items=items),
        learned.model.choice.refusal,
        len(items),
    )


def curves_of_day(found: Scored) -> CurvesOf:
    """The curves of the day that was scored, handed on rather than made again."""
    return lambda items, day: aligned(found.forecast.curves, items.invoice_ids)


def earlier_curves(
    models: list[TimingModel], book: Book, days: list[date], *, as_of: date
) -> CurvesOf:
    """The curves of past days, each by the last of the models that had been fitted by then."""
    held: dict[date, CurvesAt] = {}
    for place, model in enumerate(models):
        later = models[place + 1].fit_on if place + 1 < len(models) else date.max
        own = [day for day in days if model.fit_on <= day < later]
        held |= dict.fromkeys(own, past_curves(model, book, own, as_of=as_of)) if own else {}

    def curves(items: CashItems, day: date) -> Curves:
        return held[day](items.invoice_ids, day)

    return curves


def _earlier(
    model: TimingModel, there: Known, *, as_of: date, settings: Settings
) -> list[TimingModel]:
    """Models of the same kind as they would have been; none of days with nothing to learn from."""
    found = []
    for back in REFITTED_WEEKS:
        try:
            day = as_of - back * _WEEK
            found.append(refitted(there, model.choice, on=day, settings=settings))
        except BadInput:
            continue
    return found
