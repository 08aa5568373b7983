"""How far do invoices go together, and how wide must the bands be, by this book's own past?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import numpy as np

from duly.analytics.cash_forecast.accuracy import (
    DaysLateOf,
    PastWeeks,
    past_horizon,
    past_weeks,
)
from duly.analytics.cash_forecast.actual import PastCash, past_cash
from duly.analytics.cash_forecast.baselines import PaidInvoices, known_paid
from duly.analytics.cash_forecast.chances import by_end
from duly.analytics.cash_forecast.correction import SaidAndCame, said_and_came, together
from duly.analytics.cash_forecast.dependence import Dependence, measured_dependence, surprises
from duly.analytics.cash_forecast.forecast import CurvesOf, Setting
from duly.analytics.cash_forecast.horizon import WEEK, Horizon, Whole
from duly.analytics.cash_forecast.items import CashItems, cash_items
from duly.analytics.foresight.curves import Curves, Floats, parts
from duly.analytics.foresight.panel import Texts
from duly.book.tables import Book

# Bands are measured on the past forecasts of half a year, one every two weeks. Those of a quarter
# before only teach what the first of these are corrected by.
LOOKED_BACK_WEEKS = 26
LEARNED_FROM_WEEKS = 39
EVERY_WEEKS = 2
# From when the models are that make the past forecasts: fitted anew each quarter.
REFITTED_WEEKS = (39, 26, 13)
# The last past forecast has seen so many weeks.
_LAST_WEEKS = 4


@dataclass(frozen=True, slots=True)
class Calibrated:
    """A setting with the dependence and the bands of the past, and those past weeks themselves."""

    setting: Setting
    past: PastWeeks


def past_origins(as_of: date, *, since_weeks: int = LEARNED_FROM_WEEKS) -> tuple[date, ...]:
    """The days from which past forecasts are made again, the oldest first."""
    weeks = range(_LAST_WEEKS, since_weeks + 1, EVERY_WEEKS)
    return tuple(as_of - timedelta(weeks=back) for back in reversed(weeks))


def calibrated(
    book: Book,
    curves_of: CurvesOf,
    setting: Setting,
    *,
    as_of: date,
    origins: Sequence[date],
    baselines: dict[str, DaysLateOf],
    progress: Callable[[float], None] = lambda share: None,
) -> Calibrated:
    """Forecast again from past days, each from what was known then, and learn from the errors.

    `curves_of` must answer for every one of the `origins`: its model was fitted by the first. Each
    past forecast is corrected by what was known on its day, as the next one will be.
    """
    items = {origin: cash_items(book, as_of=origin) for origin in origins}
    cash = past_cash(book, since=min(origins), until=as_of)
    lessons = _Lessons(as_of, cash, known_paid(book, as_of=as_of))
    for origin in origins:
        lessons.add(items[origin], curves_of(items[origin], origin), origin, setting)
    plain = replace(setting, dependence=lessons.dependence(otherwise=setting.dependence))
    told = together(lessons.told)
    progress(0.5)
    measured = [day for day in origins if day >= as_of - timedelta(weeks=LOOKED_BACK_WEEKS)]
    past = past_weeks(
        book,
        curves_of,
        plain,
        origins=measured,
        until=as_of,
        baselines=baselines,
        correction_of=told.correction,
        items_of=items.__getitem__,
    )
    learned = replace(plain, correction=told.correction(as_of), bands=past.bands())
    return Calibrated(learned, past)


@dataclass
class _Lessons:
    """What past forecasts of single items teach, one after the other."""

    as_of: date
    cash: PastCash
    paid: PaidInvoices
    told: list[SaidAndCame] = field(default_factory=list)
    scores: list[Floats] = field(default_factory=list)
    accounts: list[Texts] = field(default_factory=list)
    days: list[Whole] = field(default_factory=list)

    def add(self, items: CashItems, curves: Curves, origin: date, setting: Setting) -> None:
        """How surprising each outcome was, and what came of what was said to come."""
        late = self.paid.days_late_of(items)
        for part in parts(len(items)):
            still_open = curves.take(part).conditional_on_open(items.past_due_days[part])
            self.scores.append(surprises(still_open, late[part]))
        self.accounts.append(items.account_ids)
        self.days.append(np.full(len(items), origin.toordinal(), dtype=np.int64))
        self.told.append(self._said_and_came(items, curves, past_horizon(setting, origin)))

    def dependence(self, *, otherwise: Dependence) -> Dependence:
        """How far outcomes went together."""
        return measured_dependence(
            np.concatenate(self.scores),
            np.concatenate(self.accounts),
            np.concatenate(self.days),
            otherwise=otherwise,
        )

    def _said_and_came(self, items: CashItems, curves: Curves, horizon: Horizon) -> SaidAndCame:
        """Of what is not disputed; of the weeks that are over."""
        over = min(horizon.weeks, (self.as_of - horizon.as_of).days // WEEK)
        ends = horizon.ends[:over]
        said = np.empty((len(items), over))
        for part in parts(len(items)):
            said[part] = by_end(items, curves, ends, some=part)
        came = np.cumsum(self.cash.of_items(items, horizon), axis=1)[:, :over]
        units = np.maximum(items.units, 1).astype(np.float64)
        share = np.clip(came / units[:, None], 0.0, 1.0)
        weights = np.where((items.units > 0) & (items.disputed_units == 0), np.sqrt(units), 0.0)
        for currency in set(items.currencies.tolist()):
            own = items.currencies == currency
            weights[own] /= max(float(weights[own].mean()), 1e-9)
        return said_and_came(
            horizon.as_of, said, share, past_due_days=items.past_due_days, weights=weights
        )
