"""Which ratios of a firm's statement, and changes since the year before, may foretell failure?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.failure.binning import Direction
from duly.analytics.statements.annual import annualised
from duly.analytics.statements.lines import (
    PREVIOUS,
    Columns,
    line,
    quotient,
    units_per_thousand,
    working_capital,
)
from duly.analytics.statements.previous import with_previous_year
from duly.analytics.statements.usable import MAX_AGE_MONTHS, usable_statements
from duly.book.tables import Book

# Of safety as the ratio rises; those not named here take the direction the data show.
DIRECTIONS: dict[str, Direction] = {
    **dict.fromkeys(
        (
            "working_capital_to_assets",
            "retained_earnings_to_assets",
            "ebit_to_assets",
            "net_income_to_assets",
            "ebitda_to_liabilities",
            "cash_flow_to_liabilities",
            "cash_to_assets",
            "current_ratio",
            "quick_ratio",
            "interest_cover",
            "operating_margin",
            "net_margin",
            "market_cap_to_liabilities",
            "net_income_to_market_value",
            "ebit_to_market_value",
            "market_cap_log",
            "net_income_to_assets_change",
            "ebit_to_assets_change",
            "working_capital_to_assets_change",
            "market_cap_growth",
        ),
        1,
    ),
    **dict.fromkeys(
        (
            "liabilities_to_assets",
            "current_liabilities_to_assets",
            "long_term_debt_to_assets",
            "debt_to_assets",
            "liabilities_to_market_value",
            "liabilities_to_assets_change",
        ),
        -1,
    ),
}

_CHANGES = (
    "liabilities_to_assets",
    "working_capital_to_assets",
    "retained_earnings_to_assets",
    "ebit_to_assets",
    "net_income_to_assets",
    "sales_to_assets",
    "liabilities_to_market_value",
)


def latest_characteristics(
    book: Book, *, as_of: date, max_age_months: int = MAX_AGE_MONTHS
) -> ir.Table:
    """One row an account with a usable statement: account_id, period_end, the characteristics."""
    usable = usable_statements(book, as_of=as_of, max_age_months=max_age_months)
    latest = usable.filter(usable.is_latest)
    return latest.select("account_id", "period_end", **characteristic_columns(latest))


def characteristics(statements: ir.Table) -> ir.Table:
    """One row a statement of the book's table: account_id, period_end, the characteristics.

    For many years at once, to fit on; the year before is looked up among the same rows, flows are
    annualised. Columns: those of `characteristic_columns`.
    """
    compared = with_previous_year(annualised(statements))
    return compared.select("account_id", "period_end", **characteristic_columns(compared))


def characteristic_columns(statements: ir.Table) -> Columns:
    """Ratios (float64) of lines with `previous_` ones beside them, null where a line is.

    | columns | formula |
    |---|---|
    | NAME_to_assets, NAME_to_liabilities, NAME_to_sales | the line over the closing total |
    | NAME_to_market_value | over market capitalisation and total liabilities together |
    | current_ratio, quick_ratio, interest_cover, …_margin | as `analytics.statements.ratios` |
    | assets_log, sales_log, market_cap_log | natural logarithm, in thousands of the currency |
    | NAME_change | the ratio less the same a year before |
    | assets_growth, sales_growth, market_cap_growth | over the year before, less 1 |

    A divisor at or below zero gives null. Sizes compare within one currency only: leave the
    three logarithms out of a fit that mixes currencies of different worth.
    """
    now, before = _ratios(statements, ""), _ratios(statements, PREVIOUS)
    return {
        **now,
        **_coverage(statements),
        **_sizes(statements),
        **{f"{name}_change": now[name] - before[name] for name in _CHANGES},
        "assets_growth": _growth(statements, "total_assets"),
        "sales_growth": _growth(statements, "sales"),
        "market_cap_growth": _growth(statements, "market_cap"),
    }


def _ratios(statements: ir.Table, prefix: str) -> dict[str, ir.FloatingValue]:
    def of(name: str) -> ir.IntegerValue:
        return line(statements, f"{prefix}{name}")

    assets, liabilities = of("total_assets"), of("total_liabilities")
    market = of("market_cap") + liabilities
    to_assets = {
        "liabilities_to_assets": liabilities,
        "working_capital_to_assets": working_capital(statements, prefix),
        "retained_earnings_to_assets": of("retained_earnings"),
        "ebit_to_assets": of("ebit"),
        "net_income_to_assets": of("net_income"),
        "sales_to_assets": of("sales"),
        "current_liabilities_to_assets": of("current_liabilities"),
        "long_term_debt_to_assets": of("long_term_debt"),
        "debt_to_assets": of("debt"),
        "cash_to_assets": of("cash"),
        "inventory_to_assets": of("inventory"),
        "receivables_to_assets": of("receivables"),
        "depreciation_to_assets": of("depreciation"),
        "charges_to_assets": of("ebit") - of("net_income"),
    }
    return {
        **{name: quotient(part, assets) for name, part in to_assets.items()},
        "ebitda_to_liabilities": quotient(of("ebit") + of("depreciation"), liabilities),
        "cash_flow_to_liabilities": quotient(of("operating_cash_flow"), liabilities),
        "market_cap_to_liabilities": quotient(of("market_cap"), liabilities),
        "liabilities_to_market_value": quotient(liabilities, market),
        "net_income_to_market_value": quotient(of("net_income"), market),
        "ebit_to_market_value": quotient(of("ebit"), market),
    }


def _coverage(statements: ir.Table) -> Columns:
    current, sales = line(statements, "current_liabilities"), line(statements, "sales")
    quick = line(statements, "current_assets") - line(statements, "inventory")
    gross = line(statements, "gross_profit").coalesce(sales - line(statements, "cogs"))
    return {
        "current_ratio": quotient(line(statements, "current_assets"), current),
        "quick_ratio": quotient(quick, current),
        "interest_cover": quotient(line(statements, "ebit"), line(statements, "interest")),
        "gross_margin": quotient(gross, sales),
        "operating_margin": quotient(line(statements, "ebit"), sales),
        "net_margin": quotient(line(statements, "net_income"), sales),
        "receivables_to_sales": quotient(line(statements, "receivables"), sales),
        "inventory_to_sales": quotient(line(statements, "inventory"), sales),
    }


def _sizes(statements: ir.Table) -> Columns:
    thousand = units_per_thousand(statements)
    lines = {"assets": "total_assets", "sales": "sales", "market_cap": "market_cap"}
    sizes = {name: quotient(line(statements, of), thousand) for name, of in lines.items()}
    return {
        f"{name}_log": ibis.ifelse(size > 0, size, ibis.null("float64")).ln()
        for name, size in sizes.items()
    }


def _growth(statements: ir.Table, name: str) -> ir.FloatingValue:
    before = line(statements, f"{PREVIOUS}{name}")
    return quotient(line(statements, name) - before, before)
