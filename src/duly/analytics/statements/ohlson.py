"""How probable is bankruptcy by Ohlson's O-score?"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from duly.analytics.statements.lines import (
    PREVIOUS,
    Columns,
    codes,
    line,
    missing_inputs,
    quotient,
    settled,
    units_per_thousand,
    working_capital,
)

ORIGINAL_CUTOFF = 0.038


def ohlson(
    statements: ir.Table, *, price_index: float = 1.0, cutoff: float = ORIGINAL_CUTOFF
) -> ir.Table:
    """The statements with `ohlson_o`, `ohlson_p`, `ohlson_decision`, `ohlson_missing`.

    O = -1.32 - 0.407 ln(TA / price_index) + 6.03 TL/TA - 1.43 WC/TA + 0.0757 CL/CA - 1.72 X
    - 2.37 NI/TA - 1.83 FFO/TL + 0.285 Y - 0.521 (NI - NI') / (abs NI + abs NI');
    X = 1 if TL > TA, Y = 1 if NI < 0 in both years; P = 1 / (1 + exp(-O)); `distress` when
    P > `cutoff` (0.038 as published; 0.5 is in popular use), else `sound`.

    TA in the logarithm is in thousands of the statement's currency: with `price_index` 1 the
    score ranks companies of one currency, it is not a PD. (The paper takes dollars over a GNP
    price index of 100 in 1968: that is `price_index` = index / 1000.)

    | input | what happens |
    |---|---|
    | a line is null, the previous net income included | all null, named in `ohlson_missing` |
    | total assets, current assets or total liabilities <= 0 | the same, `NAME_not_positive` |
    | a currency not of ISO 4217 | the same, `currency` |
    | both net incomes 0 | the change term is 0 |

    Sources: Ohlson (1980), model 1; handbook 02 section 2.
    """
    scored = statements.mutate(**ohlson_scores(statements, price_index=price_index))
    return scored.mutate(**ohlson_decisions(scored, cutoff=cutoff))


def ohlson_scores(statements: ir.Table, *, price_index: float = 1.0) -> Columns:
    """The score with what is missing for it."""
    missing = codes(_missing(statements))
    return {"ohlson_o": _score(statements, price_index), "ohlson_missing": missing}


def ohlson_decisions(scored: ir.Table, *, cutoff: float = ORIGINAL_CUTOFF) -> Columns:
    """The probability and the decision, from the columns of `ohlson_scores`."""
    probability = _probability(scored.ohlson_o)
    chance = settled(probability)
    decision = ibis.cases((chance > cutoff, "distress"), (chance <= cutoff, "sound"))
    return {"ohlson_p": probability, "ohlson_decision": decision}


def _probability(score: ir.FloatingValue) -> ir.FloatingValue:
    # exp of a negative number only, so that no score overflows.
    odds = (-score.abs()).exp()
    return ibis.ifelse(score >= 0, 1.0, odds) / (odds + 1.0)


def _score(statements: ir.Table, price_index: float) -> ir.FloatingValue:
    assets, liabilities = line(statements, "total_assets"), line(statements, "total_liabilities")
    current, income = line(statements, "current_liabilities"), line(statements, "net_income")
    size = quotient(assets, units_per_thousand(statements)) / price_index
    funds = line(statements, "funds_from_operations")
    return (
        _log(size) * -0.407
        - 1.32
        + quotient(liabilities, assets) * 6.03
        - quotient(working_capital(statements), assets) * 1.43
        + quotient(current, line(statements, "current_assets")) * 0.0757
        - ibis.ifelse(liabilities > assets, 1.72, 0.0)
        - quotient(income, assets) * 2.37
        - quotient(funds, liabilities) * 1.83
        + ibis.ifelse(_loses_in_both_years(statements), 0.285, 0.0)
        - _income_change(statements) * 0.521
    )


def _loses_in_both_years(statements: ir.Table) -> ir.BooleanValue:
    # Not "the sum of two years is negative": a common error in public code.
    before = line(statements, f"{PREVIOUS}net_income")
    return (line(statements, "net_income") < 0) & (before < 0)


def _income_change(statements: ir.Table) -> ir.FloatingValue:
    now, before = line(statements, "net_income"), line(statements, f"{PREVIOUS}net_income")
    movement = now.abs() + before.abs()
    return ibis.ifelse(movement == 0, 0.0, quotient(now - before, movement))


def _log(size: ir.FloatingValue) -> ir.FloatingValue:
    return ibis.ifelse(size > 0, size, ibis.null("float64")).ln()


def _missing(statements: ir.Table) -> Mapping[str, ir.BooleanValue]:
    lines = (
        "current_liabilities",
        "net_income",
        f"{PREVIOUS}net_income",
        "funds_from_operations",
    )
    divisors = ("total_assets", "current_assets", "total_liabilities")
    return missing_inputs(statements, lines=lines, divisors=divisors) | {
        "currency": units_per_thousand(statements).isnull()
    }
