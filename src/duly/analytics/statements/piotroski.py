"""How many of Piotroski's nine signs of strength does the company show?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir

from duly.analytics.statements.lines import PREVIOUS, Columns, codes, line, quotient

SIGNALS = 9
STRONG_FROM = 8
WEAK_UP_TO = 2


def piotroski(statements: ir.Table) -> ir.Table:
    """The statements with `piotroski_f`, `_available`, `_strength`, `_missing`.

    One point each: return on assets > 0; operating cash flow > 0; return on assets up; cash
    flow > net income; long-term debt over total assets down; current ratio up; no new shares;
    gross margin up; asset turnover up. Closing balances of both years are used, because the
    average of the year before needs a third year. Gross profit, where not given, is sales -
    COGS.

    | column | meaning |
    |---|---|
    | piotroski_f | int64, points of the signals that could be judged; null if none could |
    | piotroski_available | int64, how many of the nine could be judged |
    | piotroski_strength | strong (8, 9), weak (0 to 2), middle; null unless all nine were judged |
    | piotroski_missing | signals that could not be judged (a line is null or a divisor <= 0) |

    A signal that cannot be judged gives no point and is named, never counted as a failure.
    Sources: Piotroski (2000); handbook 02 section 3.
    """
    scored = statements.mutate(**piotroski_scores(statements))
    return scored.mutate(**piotroski_decisions(scored))


def piotroski_scores(statements: ir.Table) -> Columns:
    """The points, of how many signals, and the signals that are missing."""
    signals = _signals(statements)
    available = reduce(add, (met.notnull().cast("int64") for met in signals.values()))
    points = reduce(add, (met.fill_null(False).cast("int64") for met in signals.values()))
    return {
        "piotroski_f": ibis.ifelse(available > 0, points, ibis.null("int64")),
        "piotroski_available": available,
        "piotroski_missing": codes({name: met.isnull() for name, met in signals.items()}),
    }


def piotroski_decisions(scored: ir.Table) -> Columns:
    """The strength, from the columns of `piotroski_scores`."""
    strength = ibis.cases(
        (scored.piotroski_available < SIGNALS, ibis.null("string")),
        (scored.piotroski_f >= STRONG_FROM, "strong"),
        (scored.piotroski_f <= WEAK_UP_TO, "weak"),
        else_="middle",
    )
    return {"piotroski_strength": strength}


def _signals(statements: ir.Table) -> Mapping[str, ir.BooleanValue]:
    income, cash = line(statements, "net_income"), line(statements, "operating_cash_flow")
    now, before = _yearly(statements, ""), _yearly(statements, PREVIOUS)
    return {
        "roa_positive": now["return"] > 0,
        "cash_flow_positive": cash > 0,
        "roa_up": now["return"] > before["return"],
        "cash_flow_above_income": cash > income,
        "debt_down": now["debt"] < before["debt"],
        "current_ratio_up": now["current"] > before["current"],
        "no_new_shares": statements.shares <= statements[f"{PREVIOUS}shares"],
        "gross_margin_up": now["margin"] > before["margin"],
        "turnover_up": now["turnover"] > before["turnover"],
    }


def _yearly(statements: ir.Table, prefix: str) -> Mapping[str, ir.FloatingValue]:
    def of(name: str) -> ir.IntegerValue:
        return line(statements, f"{prefix}{name}")

    gross = of("gross_profit").coalesce(of("sales") - of("cogs"))
    return {
        "return": quotient(of("net_income"), of("total_assets")),
        "debt": quotient(of("long_term_debt"), of("total_assets")),
        "current": quotient(of("current_assets"), of("current_liabilities")),
        "margin": quotient(gross, of("sales")),
        "turnover": quotient(of("sales"), of("total_assets")),
    }
