"""When are invoices paid where little is known of the customer?"""

from __future__ import annotations

import math

import numpy as np

from duly.analytics.foresight.curves import SUPPORT_DAYS, Floats, Whole
from duly.analytics.foresight.evidence import Evidence, shares_before
from duly.analytics.foresight.panel import Panel, Texts

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
    level = np.broadcast_to(prior_shares(days), (len(panel), len(days)))
    everybody = np.full(len(evidence), "", dtype=object), np.full(len(panel), "", dtype=object)
    levels: tuple[tuple[Texts, Texts], ...] = (
        everybody,
        (evidence.groups, panel.groups),
        (evidence.account_ids, panel.account_ids),
    )
    for keys, asked in levels:
        old, paid = shares_before(evidence, keys, asked=asked, on=panel.scored, days=days)
        level = (paid + strength * level) / (old + strength)
    return np.asarray(level)


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
