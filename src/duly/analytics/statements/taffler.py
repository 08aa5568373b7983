"""Is the company at risk by Taffler's score?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.statements.lines import Columns, codes, line, missing_inputs, quotient, settled

DAYS_IN_YEAR = 365


def taffler(statements: ir.Table) -> ir.Table:
    """The statements with `taffler_t`, `taffler_decision`, `taffler_missing`.

    T = 3.20 + 12.18 EBT/CL + 2.50 CA/TL - 10.68 CL/TA + 0.029 NCI, the no-credit interval in
    days NCI = (quick assets - CL) / ((sales - EBT - depreciation) / 365), quick assets =
    CA - inventory; `at_risk` below 0, else `sound`. The weights 0.53, 0.13, 0.18, 0.16 of many
    web pages belong to another scaling and are not used.

    | input | what happens |
    |---|---|
    | a line is null | all null, the line named in `taffler_missing` |
    | current or total liabilities, or total assets <= 0 | the same, as `NAME_not_positive` |
    | sales - EBT - depreciation <= 0 | the same, as `operating_costs_not_positive` |

    Sources: Taffler (1983); handbook 02 section 2.
    """
    scored = statements.mutate(**taffler_scores(statements))
    return scored.mutate(**taffler_decisions(scored))


def taffler_scores(statements: ir.Table) -> Columns:
    """The score with what is missing for it."""
    current, assets = line(statements, "current_liabilities"), line(statements, "current_assets")
    liabilities = line(statements, "total_liabilities")
    score = (
        quotient(line(statements, "ebt"), current) * 12.18
        + 3.20
        + quotient(assets, liabilities) * 2.50
        - quotient(current, line(statements, "total_assets")) * 10.68
        + _no_credit_interval(statements) * 0.029
    )
    return {"taffler_t": score, "taffler_missing": _missing(statements)}


def taffler_decisions(scored: ir.Table) -> Columns:
    """The decision, from the columns of `taffler_scores`."""
    compared = settled(scored.taffler_t)
    return {"taffler_decision": ibis.cases((compared < 0, "at_risk"), (compared >= 0, "sound"))}


def _no_credit_interval(statements: ir.Table) -> ir.FloatingValue:
    quick = line(statements, "current_assets") - line(statements, "inventory")
    gap = quick - line(statements, "current_liabilities")
    return quotient(gap * DAYS_IN_YEAR, _operating_costs(statements))


def _operating_costs(statements: ir.Table) -> ir.IntegerValue:
    profit = line(statements, "ebt") + line(statements, "depreciation")
    return line(statements, "sales") - profit


def _missing(statements: ir.Table) -> ir.StringValue:
    absent = missing_inputs(
        statements,
        lines=("ebt", "current_assets", "inventory", "sales", "depreciation"),
        divisors=("current_liabilities", "total_liabilities", "total_assets"),
    )
    no_costs = {"operating_costs_not_positive": _operating_costs(statements) <= 0}
    return codes(absent | no_costs)
