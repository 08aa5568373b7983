"""How probable is failure where there is no labelled data: what do the published scores say?

Each published model puts a firm into a zone; how often failed and sound firms land there gives a
weight of evidence, and the mean of those known moves the odds from the rate that the user expects
of all customers. No figure here was fitted: the table below is the whole model.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir

from duly.analytics.failure.scaling import PointsScale
from duly.book.findings import BadInput

BASE_RATE = 0.02

# Share of the failed and of the sound firms in each zone a year ahead. Round and careful figures:
# later tests of Altman's scores find 80-90 % of failing firms in distress, and 15-20 % of sound
# ones (handbook 02 section 5); those with one cut-off are taken to do as well, and no better.
THREE_ZONES = {"distress": (0.80, 0.15), "grey": (0.12, 0.25), "safe": (0.08, 0.60)}
ONE_CUT_OFF = {"distress": (0.80, 0.18), "sound": (0.20, 0.82)}
TAFFLER = {"at_risk": ONE_CUT_OFF["distress"], "sound": ONE_CUT_OFF["sound"]}

# Column of the score, column of its zone, shares. Altman's Z is for listed firms: null elsewhere.
MODELS: Mapping[str, tuple[str, Mapping[str, tuple[float, float]]]] = {
    "altman_z": ("altman_z_zone", THREE_ZONES),
    "altman_z_double_prime": ("altman_z_double_prime_zone", THREE_ZONES),
    "ohlson_p": ("ohlson_decision", ONE_CUT_OFF),
    "zmijewski_x": ("zmijewski_decision", ONE_CUT_OFF),
    "springate_s": ("springate_decision", ONE_CUT_OFF),
    "taffler_t": ("taffler_decision", TAFFLER),
}


def published_scores(
    models: ir.Table, *, base_rate: float = BASE_RATE, scale: PointsScale | None = None
) -> ir.Table:
    """The rows of `statement_models` with what the published scores say together.

    Adds published_models (int64, how many have a score), published_pd (float64, of failure within
    the year), published_score (int64, higher is safer); the last two null where none has one.
    `base_rate` is the share of customers expected to fail in a year.

    logit(pd) = logit(base_rate) - mean of the weights of evidence ln(sound share / failed share).
    """
    if not 0 < base_rate < 1:
        raise BadInput(f"the rate of failures must lie between 0 and 1, and is {base_rate}")
    weights = [_evidence(models, name) for name in MODELS]
    count = _sum([weight.notnull().cast("int64") for weight in weights])
    total = _sum([weight.fill_null(0.0) for weight in weights])
    logit = math.log(base_rate / (1 - base_rate)) - total / count.nullif(0).cast("float64")
    held = scale or PointsScale()
    score = (held.offset - held.factor * logit).round().cast("int64")
    return models.mutate(
        published_models=count,
        published_pd=1.0 / (1.0 + (-logit).exp()),
        published_score=score,
    )


def published_reasons(models: ir.Table, *, scale: PointsScale | None = None) -> ir.Table:
    """One row an account and model that costs it points, the costliest first.

    Columns: account_id, rank (int64), characteristic (the model), observed (float64, its score),
    zone, points_lost (int64; against the model's best zone, as one of those known).
    """
    count = _sum([_evidence(models, name).notnull().cast("int64") for name in MODELS])
    factor = (scale or PointsScale()).factor
    rows = [_lost(models, name, place, factor, count) for place, name in enumerate(MODELS)]
    together = ibis.union(*rows, distinct=False)
    costly = together.filter(together.points_lost > 0)
    order = [costly.points_lost.desc(), costly.place]
    window = ibis.window(group_by="account_id", order_by=order)
    ranked = costly.mutate(rank=(ibis.row_number().over(window) + 1).cast("int64"))
    return ranked.select("account_id", "rank", "characteristic", "observed", "zone", "points_lost")


def _evidence(models: ir.Table, name: str) -> ir.FloatingValue:
    zone, shares = MODELS[name]
    weights = [(word, math.log(sound / failed)) for word, (failed, sound) in shares.items()]
    return models[zone].cases(*weights)


def _lost(
    models: ir.Table, name: str, place: int, factor: float, count: ir.IntegerValue
) -> ir.Table:
    zone, shares = MODELS[name]
    best = max(math.log(sound / failed) for failed, sound in shares.values())
    lost = (best - _evidence(models, name)) * factor / count.nullif(0).cast("float64")
    return models.select(
        "account_id",
        place=ibis.literal(place).cast("int64"),
        characteristic=ibis.literal(name),
        observed=models[name].cast("float64"),
        zone=models[zone],
        points_lost=lost.round().cast("int64"),
    )


def _sum(values: list[ir.NumericValue]) -> ir.NumericValue:
    return reduce(add, values)
