"""What would the period's income and cash flow come to in a year?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

FLOW_LINES = (
    "sales",
    "cogs",
    "purchases",
    "gross_profit",
    "sga",
    "depreciation",
    "ebit",
    "interest",
    "ebt",
    "tax",
    "net_income",
    "operating_cash_flow",
    "funds_from_operations",
    "capex",
    "principal_repayments",
)


def annualised(statements: ir.Table) -> ir.Table:
    """Scale the income and cash-flow lines of a period that is not a year by 12 / months.

    Rounded once to the nearest unit, half away from zero, as all money is. A year (12 months)
    is left untouched to the unit; unknown `months` are taken as a year and stay null in the
    column, to be told; months of zero or less make the flows null.
    """
    months = statements.months.fill_null(12)
    is_year = months == 12
    scale = 12 / ibis.ifelse(months > 0, months, ibis.null("int64")).cast("float64")
    scaled = {
        name: ibis.ifelse(is_year, statements[name], (statements[name] * scale).round())
        for name in (f"{flow}_units" for flow in FLOW_LINES)
    }
    return statements.mutate(**scaled)
