"""Which score, grade and probability of default follow from what was observed?"""

from __future__ import annotations

import math
from itertools import pairwise

import ibis
import ibis.expr.types as ir

from duly.analytics.scoring.points import points_attainable, points_received
from duly.book.policy.grades import NOT_RATED, GradePolicy
from duly.book.policy.scorecard import Evidence, Scorecard

POINTS = "points__"


def score(observed: ir.Table, card: Scorecard, grades: GradePolicy) -> ir.Table:
    """Add points, score, grade and PD to a table with one row an account.

    Reads the column of each characteristic's code and paid_count, has_statement, has_bureau,
    adverse_events, exposure_share. Adds `points__<code>` (int64), points, attainable (int64),
    raw_score and score (0-100, null where not rated), guard (code of the guard that lowered the
    score, null if none did), grade (A-E, N), pd (one year, float64).

    raw_score = 100 x points / attainable, rounded half up in whole numbers. Source: handbook 03.
    """
    pointed = _with_points(observed, card)
    # nullif: Spark refuses a division by zero where DuckDB gives null.
    attainable = pointed.attainable.nullif(0)
    raw = (200 * pointed.points + attainable) // (2 * attainable)
    is_rated = _has_evidence(pointed, card) & (pointed.attainable > 0)
    pointed = pointed.mutate(raw_score=ibis.ifelse(is_rated, raw, ibis.null("int64")).cast("int64"))
    guarded = pointed.mutate(guard=_guard(pointed, card))
    guarded = guarded.mutate(score=_capped(guarded, card))
    return guarded.mutate(grade=grade_of(guarded.score, grades), pd=pd_of(guarded.score, grades))


def grade_of(score: ir.IntegerValue, grades: GradePolicy) -> ir.StringValue:
    """A to D by lowest score, E below, N where there is no score."""
    branches = [(score >= lowest, grade) for grade, lowest in grades.min_score.items()]
    return ibis.cases((score.isnull(), NOT_RATED), *branches, else_="E")


def pd_of(score: ir.IntegerValue, grades: GradePolicy) -> ir.FloatingValue:
    """The probability of default within a year of each whole score, read from the policy's map."""
    scale = ibis.literal(list(pd_scale(grades).values()), type="array<float64>")
    known = scale[score.fill_null(0).cast("int32")]
    return ibis.ifelse(score.isnull(), grades.pd_not_rated, known).cast("float64")


def pd_scale(grades: GradePolicy) -> dict[int, float]:
    """Score 0..100 -> PD; ln PD is linear between two anchors.

    Worked out here, once, so that both engines read the very same numbers.
    """
    scale = {}
    for low, high in pairwise(grades.pd_anchors):
        slope = (math.log(high.pd) - math.log(low.pd)) / (high.score - low.score)
        for points in range(low.score, high.score + 1):
            scale[points] = round(math.exp(math.log(low.pd) + slope * (points - low.score)), 6)
    return scale


def _with_points(observed: ir.Table, card: Scorecard) -> ir.Table:
    received = {
        f"{POINTS}{item.code}": points_received(observed, item) for item in card.characteristics
    }
    attainable = [points_attainable(observed, item) for item in card.characteristics]
    return observed.mutate(
        **received,
        points=_sum([*received.values()]),
        attainable=_sum(attainable),
    )


def _sum(values: list[ir.IntegerValue]) -> ir.IntegerValue:
    total = values[0]
    for value in values[1:]:
        total = total + value
    return total.cast("int64")


def _has_evidence(table: ir.Table, card: Scorecard) -> ir.BooleanValue:
    enough = table.paid_count >= card.evidence.paid_invoices
    if card.evidence.bureau_report:
        enough = enough | table.has_bureau
    if card.evidence.statement:
        enough = enough | table.has_statement
    return enough


def _guard(table: ir.Table, card: Scorecard) -> ir.StringValue:
    """The guard that lowers the score, the strictest first."""
    guards = []
    adverse = card.adverse_events
    if adverse is not None:
        fires = table.adverse_events >= adverse.min_events
        guards.append((adverse.cap_score, "adverse_events", fires))
    payment_only = card.payment_only
    if payment_only is not None:
        fires = _rests_on_payment(table, card) & (table.exposure_share >= payment_only.min_share)
        guards.append((payment_only.cap_score, "payment_only", fires))
    branches = [
        (fires.fill_null(False) & (table.raw_score > cap), code)
        for cap, code, fires in sorted(guards, key=lambda guard: guard[0])
    ]
    return ibis.cases(*branches) if branches else ibis.null("string")


def _rests_on_payment(table: ir.Table, card: Scorecard) -> ir.BooleanValue:
    """True where no statement and no bureau characteristic is known."""
    others = [
        table[item.code].notnull()
        for item in card.characteristics
        if item.evidence in (Evidence.STATEMENT, Evidence.BUREAU)
    ]
    known = ibis.literal(False)
    for is_known in others:
        known = known | is_known
    return ~known


def _capped(table: ir.Table, card: Scorecard) -> ir.IntegerValue:
    caps = {"adverse_events": card.adverse_events, "payment_only": card.payment_only}
    branches = [
        (table.guard == code, guard.cap_score) for code, guard in caps.items() if guard is not None
    ]
    if not branches:
        return table.raw_score
    return ibis.cases(*branches, else_=table.raw_score).cast("int64")
