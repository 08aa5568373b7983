"""What did the credit bureau say, and when?"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from duly.generator.chance import Floats, Indices
from duly.generator.columns import Rows, dates, exponents_of, known, repeated, rows, words
from duly.generator.customers import Customers, level
from duly.generator.distress import BUREAU_DAYS, distress
from duly.generator.evidence import Sightings, covered, every
from duly.generator.ledger_rows import Numbering
from duly.generator.temper import wanted_lateness
from duly.kernel.currencies import exponent

BUREAU = "Northgate Credit File"
REPORT_RATES = (0.45, 0.8, 1.0)
# Small customers are looked up once a year, mid ones twice, key ones every quarter.
STEP_DAYS = (365, 182, 91)
LIMIT_STEP = 500
_GRADES = ("E", "D", "C", "B", "A")
_GRADE_FROM = (25, 45, 60, 78)


def report_rows(
    customers: Customers, accounts: Indices, since: int, start: Numbering, rng: np.random.Generator
) -> Rows:
    """Scores from 0 to 100 (best). Insolvency casts its shadow over the last 11 months; the
    file closes on the day itself."""
    held = covered(customers, accounts, REPORT_RATES, rng.random(len(accounts)))
    step = np.asarray(STEP_DAYS)[customers.segment[held]]
    first = np.maximum(since, customers.starts[held] - 30) + rng.integers(0, step)
    seen = every(held, first, step, start.until)
    seen = seen.where(seen.day < customers.fails_on[seen.account])
    score = _scores(customers, seen, rng)
    places = exponents_of(start.plan.currencies)[customers.currency[seen.account]]
    count = len(seen.day)
    return rows(
        "reports",
        places,
        account_id=start.account_ids(seen.account),
        bureau=repeated(BUREAU, count),
        received_on=dates(seen.day),
        score=score,
        score_min=np.zeros(count),
        score_max=np.full(count, 100.0),
        grade=words(_GRADES, np.searchsorted(_GRADE_FROM, score, side="right")),
        recommended_limit_units=_limits(customers, seen, score, start),
        currency=words(start.plan.currencies, customers.currency[seen.account]),
        days_beyond_terms=_days_beyond_terms(customers, seen, rng),
        adverse_events=rng.poisson(_adverse(customers, seen)),
    )


def _nearness(customers: Customers, seen: Sightings) -> Floats:
    return distress(customers.fails_on[seen.account], seen.day, BUREAU_DAYS)


def _scores(customers: Customers, seen: Sightings, rng: np.random.Generator) -> Floats:
    health = customers.health[seen.account]
    exact = 62 + 13 * health - 48 * _nearness(customers, seen) + rng.normal(0, 6, len(seen.day))
    return np.clip(np.rint(exact), 0, 100)


def _limits(customers: Customers, seen: Sightings, score: Floats, start: Numbering) -> pa.Array:
    """A bureau recommends a limit by size and score, and none at all for a poor one."""
    codes = start.plan.currencies
    worth = np.array([level(c) * 10 ** exponent(c) for c in codes])
    currency = customers.currency[seen.account]
    size = customers.ticket[seen.account] * 8 * np.clip(score - 25, 0, None) / 40
    step = LIMIT_STEP * worth[currency]
    units = np.rint(np.floor(size * worth[currency] / step) * step).astype(np.int64)
    return known(pa.array(units), score >= 20)


def _days_beyond_terms(customers: Customers, seen: Sightings, rng: np.random.Generator) -> Floats:
    """What other suppliers see: close to what we see, and worse before the end."""
    ours = np.clip(wanted_lateness(customers.temper, seen.account, seen.day), 0, 90)
    exact = 0.8 * ours + 35 * _nearness(customers, seen) + rng.exponential(2.5, len(seen.day))
    return np.round(exact, 1)


def _adverse(customers: Customers, seen: Sightings) -> Floats:
    """Expected court judgments and the like: rare, but frequent in the last nine months."""
    poor = 0.02 * np.exp(-np.clip(customers.health[seen.account], -2.5, 2.5))
    return poor + 2.2 * np.clip(_nearness(customers, seen) - 0.15, 0, None)
