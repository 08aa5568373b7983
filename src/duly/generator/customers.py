"""Who buys, how much, on which terms, and in what temper do they pay?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from duly.generator.chance import Flags, Floats, Indices, Stream, pick, pick_rows, stream
from duly.generator.days import NEVER, Days, day_number
from duly.generator.markets import (
    LEVELS,
    MARKETS,
    SECTOR_HEALTH,
    SECTOR_WEIGHTS,
    TERMS_DAYS,
)
from duly.generator.names import company_names
from duly.generator.plan import BookPlan
from duly.generator.temper import Temper, draw_temper

FAILURES_A_YEAR = 0.018
# How much each step of latent health changes the hazard of insolvency, as a power of e.
HEALTH_ON_HAZARD = 1.1
LEAST_RELATION_DAYS = 200
GROUP_EVERY = 25


@dataclass(frozen=True, slots=True)
class Customers:
    """Every account of the plan as columns; indices point into the lists of `markets`.

    `volume` is the account's share of the invoices before normalising, `ticket` its mean
    invoice in euros' worth, `spread` the log spread of its invoices. `starts` and `ends` bound
    its purchases; `ramp` below 1 crowds them towards the end. `health` is latent, about
    standard normal, high is sound; `fails_on` is the day of insolvency, which may lie after
    `until` (NEVER for none), and payments stop `stops_before` days earlier.
    """

    names: list[str]
    stems: list[str]
    market: Indices
    currency: Indices
    other_currency: Indices
    sector: Indices
    segment: Indices
    entity: Indices
    parent: Indices
    volume: Floats
    ticket: Floats
    spread: Floats
    growth: Floats
    ramp: Floats
    starts: Days
    ends: Days
    terms_days: Indices
    pays_month_end: Flags
    temper: Temper
    health: Floats
    fails_on: Days
    stops_before: Indices
    limit_slack: Floats
    documented: Flags

    def __len__(self) -> int:
        return len(self.names)

    @property
    def stops_on(self) -> Days:
        """The last day on which the account pays anything."""
        return self.fails_on - self.stops_before

    def cast(self, place: int, **traits: Any) -> Customers:
        """The same customers, one of them with other traits (also those of its temper)."""
        columns = self.__dataclass_fields__.keys() - {"temper"}
        temper = {name: value for name, value in traits.items() if name not in columns}
        own = {name: value for name, value in traits.items() if name in columns}
        changed = {name: _with(getattr(self, name), place, value) for name, value in own.items()}
        moods = {name: _with(getattr(self.temper, name), place, v) for name, v in temper.items()}
        return replace(self, **changed, temper=replace(self.temper, **moods))


def draw_customers(plan: BookPlan) -> Customers:
    """All accounts of the plan, before the story casts its characters."""
    rng, count = stream(plan.seed, Stream.CUSTOMERS), plan.account_count
    since, until = day_number(plan.since), day_number(plan.until)
    currency = pick(rng, plan.shares, count)
    market = _homes(plan, currency, rng)
    names, stems = company_names(market, stream(plan.seed, Stream.NAMES))
    sector = pick(rng, SECTOR_WEIGHTS, count)
    volume = np.exp(rng.normal(0, 1.35, count))
    ticket = np.exp(rng.normal(6.9, 0.9, count)) * volume**0.25
    health = rng.normal(0, 1, count) + np.asarray(SECTOR_HEALTH)[sector]
    starts, ends = _relations(rng, count, since, until)
    stops_before = rng.integers(30, 110, count)
    fails_on = _failures(rng, health, starts, until)
    ends = np.minimum(ends, np.maximum(starts, fails_on - stops_before + 30))
    return Customers(
        names=names,
        stems=stems,
        market=market,
        currency=currency,
        other_currency=_other_currency(rng, currency, len(plan.currencies)),
        sector=sector,
        segment=_segments(volume * ticket),
        entity=_entities(rng, market, plan.entities),
        parent=_parents(rng, count),
        volume=volume * np.clip((ends - starts) / (until - since), 0.02, 1),
        ticket=ticket,
        spread=rng.uniform(0.35, 0.9, count),
        growth=rng.normal(0.05, 0.12, count),
        ramp=np.ones(count),
        starts=starts,
        ends=ends,
        terms_days=_terms(rng, market),
        pays_month_end=rng.random(count) < np.array([m.month_end for m in MARKETS])[market],
        temper=draw_temper(rng, market, health, until, until - since),
        health=health,
        fails_on=fails_on,
        stops_before=stops_before,
        limit_slack=rng.uniform(0.95, 2.6, count),
        documented=np.zeros(count, dtype=bool),
    )


def level(currency: str) -> float:
    """Roughly how many of this currency a euro is worth in the invented world."""
    return LEVELS.get(currency, 1.0)


def _with(column: Any, place: int, value: Any) -> Any:
    changed = column.copy()
    changed[place] = value
    return changed


def _homes(plan: BookPlan, currency: Indices, rng: np.random.Generator) -> Indices:
    allowed = np.array([market.country in plan.homes for market in MARKETS])
    weights = np.array([market.weight for market in MARKETS])
    at_home = np.array([[m.currency == code for m in MARKETS] for code in plan.currencies])
    # A currency without a home among the countries is used from any of them.
    homeless = ~(at_home & allowed).any(axis=1, keepdims=True)
    chances = ((at_home | homeless) & allowed) * weights
    return pick_rows(rng, chances[currency])


def _relations(rng: np.random.Generator, count: int, since: int, until: int) -> tuple[Days, Days]:
    """Most buy all along; a quarter came during the book, a tenth left before its end."""
    span = until - since
    late_start = np.where(rng.random(count) < 0.25, rng.uniform(0, 0.92, count), 0)
    starts = since + (late_start * span).astype(np.int64)
    left = rng.random(count) < 0.10
    share_stayed = np.where(left, rng.uniform(0.2, 0.95, count), 1)
    return starts, starts + ((until - starts) * share_stayed).astype(np.int64)


def _failures(rng: np.random.Generator, health: Floats, starts: Days, until: int) -> Days:
    pull = np.exp(-HEALTH_ON_HAZARD * health)
    hazard_a_day = FAILURES_A_YEAR / 365 * pull / np.exp(HEALTH_ON_HAZARD**2 / 2)
    wait = rng.exponential(1 / hazard_a_day)
    fails_on = starts + LEAST_RELATION_DAYS + wait.astype(np.int64)
    # Failures long after the book cast no shadow in it.
    return np.where(fails_on < until + 900, fails_on, NEVER)


def _other_currency(rng: np.random.Generator, currency: Indices, count: int) -> Indices:
    """One account in twenty also buys in a second currency; -1 for the others."""
    shifted = (currency + rng.integers(1, max(2, count), len(currency))) % count
    return np.where((rng.random(len(currency)) < 0.05) & (shifted != currency), shifted, -1)


def _segments(size: Floats) -> Indices:
    """The largest twentieth are key accounts, the next quarter mid, the rest small."""
    rank = np.argsort(np.argsort(-size, kind="stable"), kind="stable") / len(size)
    return np.select([rank < 0.05, rank < 0.30], [2, 1], 0).astype(np.int64)


def _entities(rng: np.random.Generator, market: Indices, count: int) -> Indices:
    """Countries are served by one selling company each, with a few exceptions."""
    moved = rng.random(len(market)) < 0.05
    return np.where(moved, rng.integers(0, count, len(market)), market % count)


def _parents(rng: np.random.Generator, count: int) -> Indices:
    """Every 25th account may head a group; a child stands after its parent, so no tree loops."""
    place = np.arange(count)
    parent = (rng.random(count) * (place // GROUP_EVERY)).astype(np.int64) * GROUP_EVERY
    joins = (rng.random(count) < 0.08) & (place >= GROUP_EVERY)
    return np.where(joins, parent, -1)


def _terms(rng: np.random.Generator, market: Indices) -> Indices:
    chances = np.array([m.terms for m in MARKETS])
    return np.asarray(TERMS_DAYS, dtype=np.int64)[pick_rows(rng, chances[market])]
