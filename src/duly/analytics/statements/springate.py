"""Does Springate's score call the company distressed?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.statements.lines import (
    Columns,
    codes,
    line,
    missing_inputs,
    quotient,
    settled,
    working_capital,
)

DISTRESS_BELOW = 0.862


def springate(statements: ir.Table) -> ir.Table:
    """The statements with `springate_s`, `springate_decision`, `springate_missing`.

    S = 1.03 WC/TA + 3.07 EBIT/TA + 0.66 EBT/CL + 0.40 sales/TA; `distress` below 0.862, else
    `sound`.

    | input | what happens |
    |---|---|
    | a line is null | all null, the line named in `springate_missing` |
    | total assets or current liabilities <= 0 | the same, as `NAME_not_positive` |
    | negative working capital, EBIT, EBT | used as they are |

    Sources: Springate (1978); handbook 02 section 2.
    """
    scored = statements.mutate(**springate_scores(statements))
    return scored.mutate(**springate_decisions(scored))


def springate_scores(statements: ir.Table) -> Columns:
    """The score with what is missing for it."""
    assets = line(statements, "total_assets")
    score = (
        quotient(working_capital(statements), assets) * 1.03
        + quotient(line(statements, "ebit"), assets) * 3.07
        + quotient(line(statements, "ebt"), line(statements, "current_liabilities")) * 0.66
        + quotient(line(statements, "sales"), assets) * 0.40
    )
    missing = missing_inputs(
        statements,
        lines=("current_assets", "ebit", "ebt", "sales"),
        divisors=("total_assets", "current_liabilities"),
    )
    return {"springate_s": score, "springate_missing": codes(missing)}


def springate_decisions(scored: ir.Table) -> Columns:
    """The decision, from the columns of `springate_scores`."""
    compared = settled(scored.springate_s)
    decision = ibis.cases(
        (compared < DISTRESS_BELOW, "distress"), (compared >= DISTRESS_BELOW, "sound")
    )
    return {"springate_decision": decision}
