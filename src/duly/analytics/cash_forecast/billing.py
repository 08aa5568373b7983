"""How much cash will come of what is not billed yet?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duly.analytics.cash_forecast.billing_errors import (
    BillingOutlooks,
    known_days,
    outlook_of,
    share_in,
)
from duly.analytics.cash_forecast.billing_ledger import BillingLedger
from duly.analytics.cash_forecast.horizon import WEEK, Horizon, Whole
from duly.analytics.cash_forecast.simulation import Key, Simulated
from duly.analytics.foresight.curves import Floats
from duly.analytics.foresight.moments import number_of_day


@dataclass(frozen=True, slots=True)
class BillingOutlook:
    """For each entity and currency (`keys`) what was billed on each past day, and how fast it came.

    `billed` has a row a key and a column a day of the last weeks, the oldest first, in smallest
    units. `paid_by_age` has a row a key: P(in within so many days of billing), from 0. `places`
    are those of the keys in the ledger.
    """

    keys: tuple[Key, ...]
    billed: Floats
    paid_by_age: Floats
    places: Whole


def to_come(
    outlooks: BillingOutlooks, horizon: Horizon, *, draws: int, seed: int, later_days: int = 0
) -> Simulated:
    """What comes of invoices that are issued after the day, drawn.

    What is expected is that billing goes on as in the last half year, and that its money comes as
    fast as it did. Each draw is as far off as the forecasts of one past week were that had been
    made as long before; for weeks so far ahead that there are too few of these, weeks of billing
    are drawn.
    """
    outlook = billing_outlook(outlooks.ledger, number_of_day(horizon.as_of))
    random = np.random.default_rng(seed)
    sums = drawn_weeks(outlook, horizon, random, draws=draws, later_days=later_days)
    if outlook.keys:
        own = outlooks.errors(horizon)[:, outlook.places]
        off = drawn_errors(outlook, horizon, own, random, draws=draws, later_days=later_days)
        sums = np.where(np.isnan(off), sums, off)
    return Simulated(outlook.keys, sums, sums.mean(axis=1))


def billing_outlook(ledger: BillingLedger, on: int) -> BillingOutlook:
    """What the ledger tells of billing by the end of a day. Without a full week of it: no keys.

    What accounts billed that are left out is not in it. All else stays as with them, so that the
    same seed draws the same weeks.
    """
    days = known_days(ledger, on)
    whole = ledger.billed(on, days=days, whole=True)
    places = np.flatnonzero(whole.any(axis=1))
    kept = ledger.billed(on, days=days, whole=False)
    keys = tuple(ledger.keys[place] for place in places.tolist())
    return BillingOutlook(keys, kept[places], ledger.paid_by_age(on)[places], places)


def drawn_errors(
    outlook: BillingOutlook,
    horizon: Horizon,
    errors: Floats,
    random: np.random.Generator,
    *,
    draws: int,
    later_days: int = 0,
) -> Floats:
    """Sums by key, draw and span: what is expected, and what one past week was off.

    The same past week for all keys, whose errors go together as they did. Nothing falls below
    zero, and a week brings what its days bring. NaN where `errors` are.
    """
    seen = outlook_of(outlook.billed, outlook.paid_by_age, horizon.ends, later_days=later_days)
    week = random.integers(0, len(errors), size=draws)
    off = errors[week].transpose(1, 0, 2) * seen.weekly[:, None, None]
    drawn = seen.expected[:, None, :] + off
    bounded: Floats = np.maximum(drawn, 0.0)
    for spans in _by_week(horizon):
        wanted = np.maximum(drawn[..., spans].sum(axis=2), 0.0)
        found = bounded[..., spans].sum(axis=2)
        # Where nothing is known there is nothing to share out: NaN stays what it is.
        share = np.where(found > 0, wanted / np.where(found > 0, found, 1.0), 0.0)
        bounded[..., spans] *= share[..., None]
    return bounded


def drawn_weeks(
    outlook: BillingOutlook,
    horizon: Horizon,
    random: np.random.Generator,
    *,
    draws: int,
    later_days: int = 0,
) -> Floats:
    """Sums by key, draw and span, each week ahead one of the past weeks, day by day.

    How much is billed is uncertain, how fast it comes on average is not.
    """
    ahead = horizon.last
    if not outlook.keys:
        return np.zeros((0, draws, len(horizon.ends)))
    weeks = outlook.billed.shape[1] // WEEK
    drawn = random.integers(0, weeks, size=(draws, horizon.weeks))
    past = outlook.billed.reshape(len(outlook.keys), weeks, WEEK)
    future = past[:, drawn, :].reshape(len(outlook.keys), draws, ahead)
    by_end = share_in(outlook.paid_by_age, horizon.ends, ahead, later_days)
    cumulative = np.einsum("ksd,kde->kse", future, by_end)
    return np.asarray(np.diff(cumulative, axis=2, prepend=0.0))


def _by_week(horizon: Horizon) -> list[Whole]:
    return [np.flatnonzero(horizon.week_of_span == week) for week in range(horizon.weeks)]
