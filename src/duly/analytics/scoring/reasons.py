"""Why this score: what was seen, what would have been better, and how many points it cost?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.scoring.points import next_better, points_attainable
from duly.analytics.scoring.score import POINTS
from duly.book.policy.scorecard import Characteristic, Scorecard


def reasons(scored: ir.Table, card: Scorecard) -> ir.Table:
    """One row an account and characteristic that counted, the costliest first.

    Columns: account_id, rank (1 = most points lost; ties in the order of the scorecard),
    characteristic, evidence, observed (float64, null for words), observed_text (null for numbers),
    threshold (the edge of the nearest better band, null at the best or for words), is_below (true:
    the value must fall below the threshold), points, points_lost (int64). The points of an account
    add up to its points. Source: handbook 03 section 6 (attainable less received).
    """
    rows = [_rows(scored, item, place) for place, item in enumerate(card.characteristics)]
    together = ibis.union(*rows, distinct=False) if len(rows) > 1 else rows[0]
    order = [together.points_lost.desc(), together.place]
    window = ibis.window(group_by="account_id", order_by=order)
    ranked = together.mutate(rank=(ibis.row_number().over(window) + 1).cast("int64"))
    return ranked.select(
        "account_id",
        "rank",
        "characteristic",
        "evidence",
        "observed",
        "observed_text",
        "threshold",
        "is_below",
        "points",
        "points_lost",
    )


def _rows(scored: ir.Table, item: Characteristic, place: int) -> ir.Table:
    value = scored[item.code]
    points = scored[f"{POINTS}{item.code}"]
    attainable = points_attainable(scored, item)
    threshold, is_below = _better(value, item)
    is_word = bool(item.categories)
    return scored.filter(attainable > 0).select(
        "account_id",
        place=ibis.literal(place).cast("int64"),
        characteristic=ibis.literal(item.code),
        evidence=ibis.literal(item.evidence.value),
        observed=ibis.null("float64") if is_word else value.cast("float64"),
        observed_text=value if is_word else ibis.null("string"),
        threshold=threshold,
        is_below=is_below,
        points=points,
        points_lost=(attainable - points).cast("int64"),
    )


def _better(value: ir.Value, item: Characteristic) -> tuple[ir.FloatingValue, ir.BooleanValue]:
    """For each band, the edge to the next better one, and on which side of it better lies."""
    steps = [next_better(item, place) for place in range(len(item.bands))]
    if not any(steps):
        return ibis.null("float64"), ibis.null("boolean")
    thresholds, sides = [], []
    for band, step in reversed(list(zip(item.bands, steps, strict=True))):
        is_here = value.notnull() if band.at_least is None else value >= band.at_least
        threshold = ibis.null("float64") if step is None else ibis.literal(float(step.threshold))
        side = ibis.null("boolean") if step is None else ibis.literal(step.is_below)
        thresholds.append((is_here, threshold))
        sides.append((is_here, side))
    return ibis.cases(*thresholds).cast("float64"), ibis.cases(*sides)
