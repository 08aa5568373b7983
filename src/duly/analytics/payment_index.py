"""How well does a customer pay, on one scale from 1 to 100?

An index of our own on the published meaning of the bureaus' scale: 80 is prompt, each anchor so
many days beyond terms (handbook 01 section 3).
"""

from __future__ import annotations

from itertools import pairwise

import ibis
import ibis.expr.types as ir

# Days beyond terms (early: negative) and the points they earn; straight lines between them.
ANCHORS = (
    (-30, 100.0),
    (-20, 90.0),
    (0, 80.0),
    (15, 70.0),
    (22, 60.0),
    (30, 50.0),
    (60, 40.0),
    (90, 30.0),
    (120, 20.0),
)
# Later than the last anchor the points start here, and fall to the last ones in a straight line.
BEYOND_POINTS = 19.0
LAST_DAY, LAST_POINTS = 365, 1.0

# The class version: an experience counts as its class and not to the day.
CLASS_POINTS = {
    "anticipates": 100.0,
    "discount": 90.0,
    "prompt": 80.0,
    "slow15": 70.0,
    "slow22": 60.0,
    "slow30": 50.0,
    "slow60": 40.0,
    "slow90": 30.0,
    "slow120": 20.0,
}


def payment_index_points(days: ir.NumericValue) -> ir.FloatingValue:
    """Points (float64, 1 to 100) of an item paid, or still open, `days` beyond terms.

    100 from 30 days early on; between the anchors a straight line; past 120 days 19, falling to
    1 at 365 days and later. Null for null. Source: handbook 01 section 3.
    """
    exact = days.cast("float64")
    first_day, first_points = ANCHORS[0]
    segments = [
        (exact <= day, _on_line(exact, earlier, (day, points)))
        for earlier, (day, points) in pairwise(ANCHORS)
    ]
    beyond = _on_line(exact, (ANCHORS[-1][0], BEYOND_POINTS), (LAST_DAY, LAST_POINTS))
    return ibis.cases(
        (exact <= first_day, first_points),
        *segments,
        (exact <= LAST_DAY, beyond),
        (exact > LAST_DAY, LAST_POINTS),
    )


def class_points(experience: ir.StringValue) -> ir.FloatingValue:
    """Points of an experience told as a class (`prompt`, `slow30`, …); null for other text."""
    return experience.cases(*CLASS_POINTS.items())


def weighted_index(points: ir.FloatingValue, units: ir.IntegerValue) -> ir.FloatingScalar:
    """The index of a group of items: their points weighted by their amounts, to aggregate by.

    `units` are amounts of one currency (int64, smallest units); items of zero or below and items
    without points do not count, and the index is null when none does. The experiences are
    scored and then averaged: the points of the average delay would be another figure.
    """
    counts = (units > 0) & points.notnull()
    total = units.sum(where=counts).nullif(0)
    return (points * units.cast("float64")).sum(where=counts) / total.cast("float64")


def _on_line(
    days: ir.FloatingValue, start: tuple[int, float], end: tuple[int, float]
) -> ir.FloatingValue:
    """The points on the straight line from one (day, points) to the other."""
    (first_day, first_points), (last_day, last_points) = start, end
    rise = (last_points - first_points) / (last_day - first_day)
    return (days - first_day) * rise + first_points
