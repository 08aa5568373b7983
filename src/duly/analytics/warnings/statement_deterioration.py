"""Are the financial statements much weaker than the year before?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.statements.altman import Z_DOUBLE_PRIME_GREY
from duly.analytics.warnings.evidence import Evidence
from duly.analytics.warnings.signal import Signal, measured
from duly.book.policy.warnings import WarningPolicy


def _measure(evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    statements = evidence.statements
    before = statements.altman_z_double_prime_previous
    return measured(
        statements,
        observed=statements.altman_z_double_prime,
        usual=before,
        threshold=_threshold(before, policy),
        evidence_count=2,
        since_on=statements.period_end,
        about=statements.altman_z_double_prime_zone,
    )


def _threshold(before: ir.FloatingValue, policy: WarningPolicy) -> ir.FloatingValue:
    """So far below the year before; or at the door of distress, for who stood above it."""
    distress = Z_DOUBLE_PRIME_GREY[0]
    fallen = before - policy.statement_z_fall
    return ibis.ifelse(before > distress, ibis.greatest(fallen, distress), fallen)


STATEMENT_DETERIORATION = Signal(
    code="statement_deterioration",
    severity=2,
    says="Its financial statements grew statements.",
    formula="Altman Z'' of the latest usable statement: statement_z_fall below that of the year "
    "before, or fallen to 1.10 or less, where distress begins",
    thresholds=("statement_z_fall",),
    needs=frozenset({"statements"}),
    measure=_measure,
    falls=True,
)
