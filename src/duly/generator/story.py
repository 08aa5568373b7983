"""Who are the characters of the example company, and what happens to each?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from duly.generator.customers import Customers
from duly.generator.days import ANY_DAY, MONTHLY, NEVER, TWICE_A_MONTH, WEEKLY, day_number
from duly.generator.markets import COUNTRIES, MARKETS
from duly.generator.plan import BookPlan

STORY_INVOICES = 60_000
STORY_ACCOUNTS = 2_000


@dataclass(frozen=True, slots=True)
class Character:
    """A named customer. `code` says what it is there to show.

    `volume_share` is its share of all invoices, `sales_share` its share of all sales (None
    leaves its invoices as large as others'). Days in `traits` count from the plan's `until`.
    """

    code: str
    name: str
    volume_share: float
    traits: dict[str, Any]
    sales_share: float | None = None
    parent: str | None = None


_PROMPT = {"late_days": -5.0, "late_spread": 2.0, "drift_days": 0.0, "season_days": 0.0}
_QUIET = {
    "health": 0.8, "fails_on": NEVER, "starts": -100_000, "ends": 0, "other_currency": -1,
    "partial_rate": 0.01, "short_rate": 0.0, "dispute_rate": 0.005, "credit_rate": 0.02,
    "run_kind": WEEKLY, "run_day": 3, "ramp": 1.0, "parent": -1, "growth": 0.03,
    "segment": 1, "documented": True, "limit_slack": 1.8, "terms_days": 30, "pays_month_end": False,
}  # fmt: skip
_NEAR_LIMIT = {"limit_slack": -1.0, "late_days": 6.0}

CHARACTERS = (
    Character(
        "drifting_large_customer", "Brennvara Warenhaus AG", 0.055,
        {"drift_days": 40.0, "drift_from": -180, "drift_over": 150.0, "spread": 0.4, "segment": 2,
         "limit_slack": 1.25, "health": -0.1},
        sales_share=0.17,
    ),
    Character("group_near_limit", "Caldomere Holding PLC", 0.012, _NEAR_LIMIT | {"segment": 2}),
    Character("group_near_limit", "Caldomere Foods Ltd", 0.012, _NEAR_LIMIT,
              parent="Caldomere Holding PLC"),
    Character("group_near_limit", "Caldomere Logistics Ltd", 0.010, _NEAR_LIMIT,
              parent="Caldomere Holding PLC"),
    Character("group_near_limit", "Caldomere Retail Ltd", 0.010, _NEAR_LIMIT,
              parent="Caldomere Holding PLC"),
    Character(
        "insolvency_foretold", "Orminova Hochbau GmbH", 0.018,
        {"health": 0.3, "fails_on": -30, "stops_before": 120, "ends": -105, "late_days": 2.0,
         "limit_slack": 1.1, "segment": 2},
        sales_share=0.02,
    ),
    Character(
        "reformed_payer", "Fennilaquist Textiles SAS", 0.020,
        {"late_days": 42.0, "drift_days": -45.0, "drift_from": -420, "drift_over": 120.0},
    ),
    Character(
        "serial_disputer", "Quarebowick Interiors Ltd", 0.020,
        {"dispute_rate": 0.38, "credit_rate": 0.10, "short_rate": 0.06, "late_days": 4.0},
    ),
    Character(
        "promise_breaker", "Tarnitazano Trading Inc.", 0.020,
        {"late_days": 48.0, "late_spread": 9.0, "promise_rate": 0.9, "kept_rate": 0.08,
         "run_kind": ANY_DAY, "partial_rate": 0.15, "health": -0.6},
    ),
    Character(
        "new_and_growing", "Silmanodale Systems LLC", 0.010,
        {"starts": -150, "ramp": 0.5, "run_kind": TWICE_A_MONTH, "run_day": 10, "health": 0.2,
         "limit_slack": 0.8, "late_days": 3.0},
    ),
    Character(
        "stopped_buying", "Wenderistal Werkzeuge GmbH", 0.020,
        {"ends": -120, "run_kind": MONTHLY, "run_day": 15, "terms_days": 14},
    ),
)  # fmt: skip

_DAYS_FROM_UNTIL = {"starts", "ends", "drift_from", "fails_on"}
_HOME = {
    " AG": "DE", " GmbH": "DE", " SAS": "FR", " Ltd": "GB", " PLC": "GB", " Inc.": "US",
    " LLC": "US",
}  # fmt: skip


def story_plan(
    *,
    until: date,
    invoices: int = STORY_INVOICES,
    accounts: int = STORY_ACCOUNTS,
    seed: int = 20,
    years: float = 3.0,
) -> BookPlan:
    """The example company: two entities, three currencies, the cast of `CHARACTERS`.

    Works from 600 invoices, 30 accounts and 1.5 years on (ValueError below); 1,500 invoices of
    60 accounts make a small book to read by eye.
    """
    return BookPlan(invoices, until, accounts, seed, years, story=True)


def cast_story(customers: Customers, plan: BookPlan) -> Customers:
    """The customers with the first of them turned into the characters of the story."""
    for place, character in enumerate(CHARACTERS):
        customers = customers.cast(place, **_traits(character, customers, plan))
    return _with_sizes(customers)


def character_ids(plan: BookPlan, account_id: Any) -> dict[str, str]:
    """Name to account_id of the characters; empty when the plan tells no story."""
    if not plan.story:
        return {}
    return {character.name: account_id(place) for place, character in enumerate(CHARACTERS)}


def _traits(character: Character, customers: Customers, plan: BookPlan) -> dict[str, Any]:
    until, since = day_number(plan.until), day_number(plan.since)
    traits = _PROMPT | _QUIET | _home(character, plan) | character.traits
    dated = {name: until + traits[name] for name in _DAYS_FROM_UNTIL & traits.keys()}
    dated["starts"] = max(since, dated["starts"])
    if character.parent is not None:
        places = [other.name for other in CHARACTERS]
        dated["parent"] = places.index(character.parent)
    return traits | dated | {"names": character.name, "stems": character.name.split()[0]}


def _home(character: Character, plan: BookPlan) -> dict[str, int]:
    country = next(home for form, home in _HOME.items() if character.name.endswith(form))
    market = COUNTRIES.index(country)
    currency = MARKETS[market].currency
    known = currency in plan.currencies
    return {
        "market": market,
        "currency": plan.currencies.index(currency) if known else 0,
        "entity": market % plan.entities,
    }


def _with_sizes(customers: Customers) -> Customers:
    """Volumes and tickets that give the characters their shares of invoices and of sales."""
    cast = len(CHARACTERS)
    volume, ticket = customers.volume.copy(), customers.ticket.copy()
    # Nobody else may outgrow the large customer, however the draws fall in a small book.
    volume[cast:] = np.minimum(volume[cast:], np.quantile(volume[cast:], 0.98))
    ticket[cast:] = np.minimum(ticket[cast:], np.quantile(ticket[cast:], 0.98))
    shares = np.array([character.volume_share for character in CHARACTERS])
    volume[:cast] = shares / (1 - shares.sum()) * volume[cast:].sum()
    ticket[:cast] = np.median(ticket[cast:]) * 1.5
    for place, character in enumerate(CHARACTERS):
        if character.sales_share is not None:
            others = np.delete(volume * ticket, place).sum()
            wanted = character.sales_share / (1 - character.sales_share) * others
            ticket[place] = wanted / volume[place]
    # The cast's groups are its own: nobody else joins them by chance.
    parent = customers.parent.copy()
    parent[cast:] = np.where(parent[cast:] < cast, -1, parent[cast:])
    return replace(customers, volume=volume, ticket=ticket, parent=parent)
