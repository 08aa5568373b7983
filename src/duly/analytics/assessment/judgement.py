"""Which score, grade, limit and terms follow from what was observed of an account?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.limits.composition import credit_limit
from duly.analytics.limits.methods import units
from duly.analytics.scoring.score import score
from duly.analytics.terms import recommended_terms
from duly.book.policy.credit_policy import CreditPolicy


def judge(observed: ir.Table, policy: CreditPolicy, *, as_of: date) -> ir.Table:
    """Score, limit and terms of each row of `observed` (see `observe`, which makes such a table).

    The same expression serves `assess`, `explain` and every what-if: they differ only in the rows
    they put in. Adds the columns of `score`, `credit_limit` and `recommended_terms`, and
    expected_loss_units = PD x LGD x (exposure less what is insured of it), int64.
    """
    graded = score(observed, policy.scorecard, policy.grades)
    limited = credit_limit(graded, policy.limits, policy.currency_scale)
    judged = recommended_terms(limited, policy.terms, as_of=as_of)
    return judged.mutate(expected_loss_units=_expected_loss(judged, policy))


def _expected_loss(judged: ir.Table, policy: CreditPolicy) -> ir.IntegerValue:
    """PD x LGD x EAD over a year. Source: handbook 04 section 5."""
    exposure = ibis.ifelse(judged.exposure_units < 0, 0, judged.exposure_units)
    insured = judged.insured_limit_units.fill_null(0)
    within = ibis.ifelse(insured < exposure, insured, exposure)
    covered = within * judged.insured_share.fill_null(1.0)
    return units((exposure - covered) * judged.pd * policy.terms.lgd)
