"""How probable is distress by Zmijewski's probit?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.statements.lines import Columns, codes, line, missing_inputs, quotient, settled
from duly.analytics.statements.normal import normal_cdf


def zmijewski(statements: ir.Table) -> ir.Table:
    """The statements with `zmijewski_x`, `_p`, `_decision` (distress, sound), `_missing`.

    X = -4.336 - 4.513 NI/TA + 5.679 TL/TA + 0.004 CA/CL; P = normal cdf of X; distress if X > 0.

    | input | what happens |
    |---|---|
    | a line is null | all null, the line named in `zmijewski_missing` |
    | total assets or current liabilities <= 0 | the same, as `NAME_not_positive` |
    | negative net income | used as it is |

    Sources: Zmijewski (1984); handbook 02 section 2.
    """
    scored = statements.mutate(**zmijewski_scores(statements))
    return scored.mutate(**zmijewski_decisions(scored))


def zmijewski_scores(statements: ir.Table) -> Columns:
    """The score with what is missing for it."""
    assets, current = line(statements, "total_assets"), line(statements, "current_liabilities")
    score = (
        quotient(line(statements, "net_income"), assets) * -4.513
        - 4.336
        + quotient(line(statements, "total_liabilities"), assets) * 5.679
        + quotient(line(statements, "current_assets"), current) * 0.004
    )
    missing = missing_inputs(
        statements,
        lines=("net_income", "total_liabilities", "current_assets"),
        divisors=("total_assets", "current_liabilities"),
    )
    return {"zmijewski_x": score, "zmijewski_missing": codes(missing)}


def zmijewski_decisions(scored: ir.Table) -> Columns:
    """The probability and the decision, from the columns of `zmijewski_scores`."""
    compared = settled(scored.zmijewski_x)
    decision = ibis.cases((compared > 0, "distress"), (compared <= 0, "sound"))
    return {"zmijewski_p": normal_cdf(scored.zmijewski_x), "zmijewski_decision": decision}
