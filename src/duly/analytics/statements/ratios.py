"""What do the statement's ratios say about liquidity, debt, profit and working capital?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.statements.lines import (
    PREVIOUS,
    Columns,
    codes,
    line,
    quotient,
    working_capital,
)

DAYS_IN_YEAR = 365


def ratios(statements: ir.Table) -> ir.Table:
    """The statements with the ratio pack of handbook 02 section 4 beside their lines.

    Expects the columns of `usable_statements`; adds float64 ratios, int64 `*_units`, `flags`.

    | column | formula | when there is none (null), and which flag |
    |---|---|---|
    | current_ratio | CA / CL | CL <= 0 |
    | quick_ratio | (CA - inventory - prepaid) / CL | unknown prepaid not removed: PREPAID_UNKNOWN |
    | cash_ratio | (cash + securities) / CL | unknown securities not added: SECURITIES_UNKNOWN |
    | debt_to_equity | interest-bearing debt / equity | equity <= 0: NEGATIVE_EQUITY |
    | liabilities_to_equity | total liabilities / equity | equity <= 0: NEGATIVE_EQUITY |
    | net_debt_to_ebitda | (debt - cash) / (EBIT + depreciation) | <= 0: EBITDA_NOT_POSITIVE |
    | interest_cover | EBIT / interest | interest <= 0 (none, or net income): NO_INTEREST |
    | dscr | (EBITDA - tax - capex) / (principal + interest) | nothing to serve: NO_DEBT_SERVICE |
    | gross_, operating_, net_margin | gross profit, EBIT, net income / sales | <= 0: NO_SALES |
    | roa | net income / closing total assets | total assets <= 0 |
    | roe | net income / closing equity | equity <= 0: NEGATIVE_EQUITY |
    | dso_days | receivables / sales x 365 | sales <= 0: NO_SALES |
    | dpo_days, dio_days | payables, inventory / COGS x 365 | purchases: PURCHASES_FOR_COGS |
    | ccc_days | dso + dio - dpo | one of the three is null |
    | tangible_net_worth_units | equity - intangibles - related receivables | INTANGIBLES_UNKNOWN |
    | working_capital_units | CA - CL | |
    | equity_ratio | equity / total assets (negative equity shows) | total assets <= 0 |
    | sales_growth | (sales - previous sales) / previous sales | previous sales <= 0 |

    A missing line makes its ratios null, without a flag; the four *_UNKNOWN and *_FOR_* cases
    are the only substitutions, and are flagged. Gross profit, where not given, is sales - COGS
    (an identity). Closing balances are used throughout, so that an account with one year is
    measured like the others. `capex` stands for maintenance capex, `tax` for cash tax.
    """
    return statements.mutate(**ratio_columns(statements))


def ratio_columns(statements: ir.Table) -> Columns:
    """The new columns of `ratios`."""
    return {
        **_liquidity(statements),
        **_debt(statements),
        **_profit(statements),
        **_working_capital_days(statements),
        "flags": _flags(statements),
    }


def _liquidity(statements: ir.Table) -> Columns:
    current = line(statements, "current_liabilities")
    assets = line(statements, "current_assets")
    prepaid, securities = _or_zero(statements, "prepaid"), _or_zero(statements, "securities")
    return {
        "current_ratio": quotient(assets, current),
        "quick_ratio": quotient(assets - line(statements, "inventory") - prepaid, current),
        "cash_ratio": quotient(line(statements, "cash") + securities, current),
        "working_capital_units": working_capital(statements),
    }


def _debt(statements: ir.Table) -> Columns:
    equity, debt = line(statements, "equity"), line(statements, "debt")
    interest, ebitda = line(statements, "interest"), _ebitda(statements)
    free = ebitda - line(statements, "tax") - line(statements, "capex")
    not_owned = _or_zero(statements, "intangibles") + _or_zero(statements, "related_receivables")
    return {
        "debt_to_equity": quotient(debt, equity),
        "liabilities_to_equity": quotient(line(statements, "total_liabilities"), equity),
        "net_debt_to_ebitda": quotient(debt - line(statements, "cash"), ebitda),
        "interest_cover": quotient(line(statements, "ebit"), interest),
        "dscr": quotient(free, line(statements, "principal_repayments") + interest),
        "tangible_net_worth_units": equity - not_owned,
        "equity_ratio": quotient(equity, line(statements, "total_assets")),
    }


def _profit(statements: ir.Table) -> Columns:
    sales, income = line(statements, "sales"), line(statements, "net_income")
    gross = line(statements, "gross_profit").coalesce(sales - line(statements, "cogs"))
    before = line(statements, f"{PREVIOUS}sales")
    return {
        "gross_margin": quotient(gross, sales),
        "operating_margin": quotient(line(statements, "ebit"), sales),
        "net_margin": quotient(income, sales),
        "roa": quotient(income, line(statements, "total_assets")),
        "roe": quotient(income, line(statements, "equity")),
        "sales_growth": quotient(sales - before, before),
    }


def _working_capital_days(statements: ir.Table) -> Columns:
    cost = line(statements, "cogs").coalesce(line(statements, "purchases"))
    dso = quotient(line(statements, "receivables") * DAYS_IN_YEAR, line(statements, "sales"))
    dpo = quotient(line(statements, "payables") * DAYS_IN_YEAR, cost)
    dio = quotient(line(statements, "inventory") * DAYS_IN_YEAR, cost)
    return {"dso_days": dso, "dpo_days": dpo, "dio_days": dio, "ccc_days": dso + dio - dpo}


def _flags(statements: ir.Table) -> ir.StringValue:
    interest = line(statements, "interest")
    purchased = line(statements, "cogs").isnull() & line(statements, "purchases").notnull()
    intangibles = line(statements, "intangibles")
    service = line(statements, "principal_repayments") + interest
    return codes(
        {
            "NEGATIVE_EQUITY": line(statements, "equity") <= 0,
            "EBITDA_NOT_POSITIVE": _ebitda(statements) <= 0,
            "NO_INTEREST": interest <= 0,
            "NO_DEBT_SERVICE": service <= 0,
            "NO_SALES": line(statements, "sales") <= 0,
            "PURCHASES_FOR_COGS": purchased,
            "PREPAID_UNKNOWN": line(statements, "prepaid").isnull(),
            "SECURITIES_UNKNOWN": line(statements, "securities").isnull(),
            "INTANGIBLES_UNKNOWN": (
                intangibles.isnull() | line(statements, "related_receivables").isnull()
            ),
        }
    )


def _ebitda(statements: ir.Table) -> ir.IntegerValue:
    return line(statements, "ebit") + line(statements, "depreciation")


def _or_zero(statements: ir.Table, name: str) -> ir.IntegerValue:
    return ibis.coalesce(line(statements, name), 0)
