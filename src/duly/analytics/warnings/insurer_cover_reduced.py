"""Did a credit insurer reduce or withdraw its cover of the account?"""

from __future__ import annotations

from datetime import timedelta

import ibis
import ibis.expr.types as ir

from duly.analytics.behaviour.measures import ratio
from duly.analytics.exposure_cover import valid_cover
from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    earlier = evidence.as_of - timedelta(days=policy.recent_days)
    before = _covered(valid_cover(evidence.book, as_of=earlier), "before")
    now = _covered(valid_cover(evidence.book, as_of=evidence.as_of), "now")
    both = before.left_join(now, ["account_id", "insurer", "currency"])
    shares = both.mutate(share=ratio(both.now_units.fill_null(0), both.before_units))
    reduced = _most_reduced(shares.filter(shares.share.notnull()))
    return measured(
        reduced,
        observed=reduced.share,
        usual=1.0,
        threshold=policy.cover_ratio,
        evidence_count=2,
        since_on=ibis.literal(earlier),
        about=reduced.insurer,
    )


def _covered(cover: ir.Table, name: str) -> ir.Table:
    """What an insurer covers, all its policies together."""
    return cover.group_by("account_id", "insurer", "currency").agg(
        **{f"{name}_units": cover.limit_units.sum()}
    )


def _most_reduced(shares: ir.Table) -> ir.Table:
    place = ibis.row_number().over(
        group_by="account_id",
        order_by=[shares.share.asc(), shares.insurer.asc(), shares.currency.asc()],
    )
    ranked = shares.mutate(place=place)
    return ranked.filter(ranked.place == 0)


INSURER_COVER_REDUCED = Signal(
    code="insurer_cover_reduced",
    severity=1,
    says="A credit insurer reduced or withdrew its cover, or let it end.",
    formula="limit of an insurer valid today over its limit of recent_days ago, in its currency: "
    "at most cover_ratio; the largest reduction of any insurer",
    thresholds=("recent_days", "cover_ratio"),
    needs=frozenset({"cover"}),
    measure=_measure,
    falls=True,
)
