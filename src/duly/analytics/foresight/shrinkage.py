"""When are invoices paid where little is known of the customer?"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from duly.analytics.foresight.curves import SUPPORT_DAYS, Floats, Whole
from duly.analytics.foresight.evidence import Evidence, shares_before
from duly.analytics.foresight.panel import Panel, Texts, places_of

# A level above weighs as so many invoices: 4 paid 12 days late on average, where customers alike
# pay 6 days late, are (4 * 12 + 5 * 6) / 9 = 8.7 days. Handbook 10 section 2.
STRENGTH = 5.0


def shrunk(
    count: Floats | float,
    mean: Floats | float,
    above: Floats | float,
    *,
    strength: float = STRENGTH,
) -> Floats:
    """The mean of `count` cases drawn towards that of the level above: (n x + k mu) / (n + k)."""
    return np.asarray(
        (count * np.asarray(mean) + strength * np.asarray(above)) / (count + strength)
    )


def shrunk_shares(
    evidence: Evidence, panel: Panel, *, days: Whole, strength: float = STRENGTH
) -> Floats:
    """P(days late <= d) of each moment, from what was known before its day of scoring.

    The account's own share, drawn towards that of its segment and country, that towards the whole
    book's, and that towards what is usual between businesses (`prior_shares`).
    """
    every = np.arange(len(panel))
    return customer_shares(evidence, panel, days=days, strength=strength).take(every)


@dataclass(frozen=True, slots=True)
class CustomerShares:
    """The shrunk shares, a row a customer and day of scoring, and the row of each moment."""

    shares: Floats
    place: Whole

    def take(self, moments: Whole) -> Floats:
        """Those of some moments, in their order."""
        return self.shares[self.place[moments]]


def customer_shares(
    evidence: Evidence, panel: Panel, *, days: Whole, strength: float = STRENGTH
) -> CustomerShares:
    """As `shrunk_shares`; what is the same for all moments of a customer and day is held once."""
    first, place = _customers(panel)
    on = panel.scored[first]
    level = np.broadcast_to(prior_shares(days), (len(first), len(days)))
    everybody = np.full(len(evidence), "", dtype=object), np.full(len(first), "", dtype=object)
    levels: tuple[tuple[Texts, Texts], ...] = (
        everybody,
        (evidence.groups, panel.groups[first]),
        (evidence.account_ids, panel.account_ids[first]),
    )
    for keys, asked in levels:
        old, paid = shares_before(evidence, keys, asked=asked, on=on, days=days)
        level = (paid + strength * level) / (old + strength)
    return CustomerShares(np.asarray(level), place)


def _customers(panel: Panel) -> tuple[Whole, Whole]:
    """The first moment of each customer and day, and for each moment the place of its own."""
    number = panel.scored - panel.scored.min(initial=0)
    for texts in (panel.account_ids, panel.groups):
        codes, _ = places_of(texts, pc.unique(pa.array(texts, pa.string())))
        number = number * (codes.max(initial=0) + 1) + codes
    _, first, place = np.unique(number, return_index=True, return_inverse=True)
    return first, place


def prior_shares(days: Whole) -> Floats:
    """P(days late <= d) between businesses, for a book of which nothing is known yet.

    45 % late by a log-normal delay of median 8 days and sigma 0.8, 0.3 % never, the others in the
    last ten days before the due date or on it (handbook 10 section 6; generous, not measured).
    """
    punctual, never = 0.55, 0.003
    early = np.clip((days + 11) / 11.0, 0.0, 1.0)
    safe = np.maximum(days, 1e-9)
    normal = [0.5 * (1 + math.erf(math.log(day / 8.0) / (0.8 * math.sqrt(2)))) for day in safe]
    late = np.where(days > 0, np.array(normal), 0.0)
    return np.asarray(punctual * early + (1 - punctual - never) * late)


def prior_shape() -> Floats:
    """The prior on the days of the grid."""
    return prior_shares(SUPPORT_DAYS)
