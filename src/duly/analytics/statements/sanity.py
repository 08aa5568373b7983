"""Which statements look wrong, and why?"""

from __future__ import annotations

from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from duly.analytics.statements.lines import codes, line

NEVER_NEGATIVE = (
    "sales",
    "cash",
    "receivables",
    "inventory",
    "current_assets",
    "fixed_assets",
    "total_assets",
    "payables",
    "current_liabilities",
    "debt",
    "long_term_debt",
    "total_liabilities",
)


def findings(statements: ir.Table) -> ir.StringValue:
    """What a credit analyst would ask about, as comma-separated codes; "" when nothing.

    | code | when |
    |---|---|
    | DOES_NOT_BALANCE | assets differ from liabilities + equity by over 1 unit and over 0.5 % |
    | CURRENT_ABOVE_TOTAL_LIABILITIES | current liabilities > total liabilities |
    | CASH_ABOVE_CURRENT_ASSETS | cash > current assets |
    | NEGATIVE_LINE | a line of `NEVER_NEGATIVE` is below zero |
    | PERIOD_NOT_A_YEAR | the period has fewer than 11 or more than 13 months |
    | MONTHS_UNKNOWN | the length of the period is not given, and taken as a year |

    A check whose lines are missing finds nothing. Source: handbook 02 section 4.
    """
    months = statements.months
    current = line(statements, "current_liabilities")
    return codes(
        {
            "DOES_NOT_BALANCE": _imbalance(statements) > _tolerance(statements),
            "CURRENT_ABOVE_TOTAL_LIABILITIES": current > line(statements, "total_liabilities"),
            "CASH_ABOVE_CURRENT_ASSETS": (
                line(statements, "cash") > line(statements, "current_assets")
            ),
            "NEGATIVE_LINE": _some_negative(statements),
            "PERIOD_NOT_A_YEAR": (months < 11) | (months > 13),
            "MONTHS_UNKNOWN": months.isnull(),
        }
    )


def _imbalance(statements: ir.Table) -> ir.FloatingValue:
    claims = line(statements, "total_liabilities") + line(statements, "equity")
    return (line(statements, "total_assets") - claims).abs()


def _tolerance(statements: ir.Table) -> ir.FloatingValue:
    return ibis.greatest(1.0, line(statements, "total_assets").cast("float64") / 200)


def _some_negative(statements: ir.Table) -> ir.BooleanValue:
    return reduce(or_, ((line(statements, name) < 0).fill_null(False) for name in NEVER_NEGATIVE))
