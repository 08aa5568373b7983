"""How much cash will come, by week and by day, currency, entity and account, and how surely?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import pyarrow as pa

from duly.analytics.cash_forecast.accounts import AccountCash, numbered
from duly.analytics.cash_forecast.bands import Bands
from duly.analytics.cash_forecast.billing import to_come
from duly.analytics.cash_forecast.billing_errors import BillingOutlooks
from duly.analytics.cash_forecast.billing_ledger import billing_ledger
from duly.analytics.cash_forecast.chances import Chances, chances, dispute_days
from duly.analytics.cash_forecast.correction import NO_CORRECTION, Correction
from duly.analytics.cash_forecast.dependence import Dependence
from duly.analytics.cash_forecast.horizon import Horizon
from duly.analytics.cash_forecast.items import CashItems, cash_items
from duly.analytics.cash_forecast.listing import span_table
from duly.analytics.cash_forecast.payment_runs import payment_rhythms
from duly.analytics.cash_forecast.promised import promised_parts
from duly.analytics.cash_forecast.simulation import Simulated, Tally, draw_spans
from duly.analytics.foresight.curves import Curves
from duly.book.policy.forecast import ForecastPolicy
from duly.book.tables import Book

CurvesOf = Callable[[CashItems, date], Curves]
"""The curves of the items in their order, from what was known at the end of the day."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What is assumed beyond what is expected: accounts that pay nothing, or all pay later."""

    stopped_accounts: frozenset[str] = frozenset()
    later_days: int = 0


@dataclass(frozen=True, slots=True)
class Setting:
    """How a forecast is drawn. The same setting, book and day give the same figures."""

    policy: ForecastPolicy = field(default_factory=ForecastPolicy)
    promise_tolerance_days: int = 3
    dependence: Dependence = field(default_factory=Dependence)
    correction: Correction = NO_CORRECTION
    bands: Bands = field(default_factory=Bands)
    what_if: WhatIf = field(default_factory=WhatIf)
    seed: int = 1


@dataclass(frozen=True, slots=True)
class CashForecast:
    """Tables of one forecast; amounts in smallest units, see `span_table` and `account_table`.

    `expected_units` of open items and what is never expected within the horizon add up to what
    is open less credits, to the rounding.
    """

    horizon: Horizon
    weeks: pa.Table
    days: pa.Table
    accounts: pa.Table


def cash_forecast(
    book: Book,
    curves_of: CurvesOf,
    setting: Setting,
    *,
    as_of: date,
    items: CashItems | None = None,
) -> CashForecast:
    """The cash of the weeks and days after `as_of`, from open items and from billing to come.

    `items` are those of the day, where they are at hand.
    """
    horizon = Horizon(as_of, setting.policy.weeks, setting.policy.days)
    items = cash_items(book, as_of=as_of) if items is None else items
    parts = parts_of(book, items, curves_of(items, as_of), setting, horizon)
    accounts = by_account(items, parts, setting, horizon)
    opened = of_open_items(items, parts, setting, horizon, accounts=accounts)
    later = of_billing(billing_outlooks(book, setting, horizon), setting, horizon)
    return CashForecast(
        horizon,
        weeks=span_table(opened, later, horizon, setting.bands, by_week=True),
        days=span_table(opened, later, horizon, setting.bands, by_week=False),
        accounts=accounts.table(),
    )


def parts_of(
    book: Book, items: CashItems, curves: Curves, setting: Setting, horizon: Horizon
) -> Chances:
    """The chances of every part of every item, with promises, disputes and what-ifs laid over."""
    policy, as_of = setting.policy, horizon.as_of
    promised = promised_parts(
        book,
        items,
        as_of=as_of,
        tolerance_days=setting.promise_tolerance_days,
        usual_share=policy.promise_kept_share,
    )
    found = chances(
        items,
        curves,
        promised,
        horizon,
        dispute_days=dispute_days(book, as_of=as_of, usual_days=policy.dispute_days),
        correction=setting.correction,
        rhythms=payment_rhythms(book, as_of=as_of),
        later_days=setting.what_if.later_days,
    )
    stopped = np.isin(items.account_ids[found.item], list(setting.what_if.stopped_accounts))
    return replace(found, by_end=np.where(stopped[:, None], 0.0, found.by_end))


def billing_outlooks(book: Book, setting: Setting, horizon: Horizon) -> BillingOutlooks:
    """Billing as known on the day of the horizon, to look ahead from that day or earlier ones."""
    stopped = setting.what_if.stopped_accounts
    return BillingOutlooks(billing_ledger(book, as_of=horizon.as_of, without=stopped), horizon.ends)


def of_billing(outlooks: BillingOutlooks, setting: Setting, horizon: Horizon) -> Simulated:
    """What comes of invoices that are issued after the day."""
    return to_come(
        outlooks,
        horizon,
        draws=setting.policy.draws,
        seed=setting.seed + 1,
        later_days=setting.what_if.later_days,
    )


def of_open_items(
    items: CashItems,
    parts: Chances,
    setting: Setting,
    horizon: Horizon,
    *,
    accounts: AccountCash | None = None,
) -> Simulated:
    """What comes of the items that are open on the day, by entity and currency.

    `accounts` is told every draw, for the bands of single customers.
    """
    keys, key_of_item = numbered(list(zip(items.entities, items.currencies, strict=True)))
    _, account_of_item = numbered(items.account_ids.tolist())
    draws, key = setting.policy.draws, key_of_item[parts.item]
    spans = np.arange(len(horizon.ends))
    tally = Tally(parts.units, key, spans, count=len(keys), draws=draws)
    for drawn in draw_spans(
        parts,
        account_of_item[parts.item],
        dependence=setting.dependence,
        draws=draws,
        seed=setting.seed,
    ):
        tally.add(drawn)
        if accounts is not None:
            accounts.add(drawn, draws=draws)
    return Simulated(tuple(keys), tally.sums, parts.expected_by(key, count=len(keys)))


def by_account(items: CashItems, parts: Chances, setting: Setting, horizon: Horizon) -> AccountCash:
    """The bands of every payer, an account in a currency, before any draw."""
    payers, payer_of_item = numbered(list(zip(items.account_ids, items.currencies, strict=True)))
    return AccountCash(payers, payer_of_item[parts.item], parts, horizon, setting.bands)
