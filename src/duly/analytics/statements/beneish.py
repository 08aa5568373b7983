"""Do the accounts look as if earnings were dressed up (Beneish M-score)?"""

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
)

FLAG_ABOVE = -1.78

_YEARLY_LINES = (
    "receivables",
    "gross_profit",
    "current_assets",
    "fixed_assets",
    "depreciation",
    "sga",
    "current_liabilities",
    "long_term_debt",
)
_YEARLY_DIVISORS = ("sales", "total_assets")


def beneish(statements: ir.Table) -> ir.Table:
    """The statements with `beneish_m`, `beneish_decision`, `beneish_missing`.

    M = -4.84 + 0.920 DSRI + 0.528 GMI + 0.404 AQI + 0.892 SGI + 0.115 DEPI - 0.172 SGAI
    + 4.679 TATA - 0.327 LVGI (8 variables); `flagged` above -1.78, else `not_flagged`.

    | index | year on year |
    |---|---|
    | DSRI, SGAI | receivables / sales, SGA / sales: now over before |
    | GMI | gross profit / sales: before over now |
    | AQI | 1 - (CA + fixed assets) / TA: now over before |
    | SGI | sales: now over before |
    | DEPI | depreciation / (depreciation + fixed assets): before over now |
    | LVGI | (CL + long-term debt) / TA: now over before |
    | TATA | (net income - operating cash flow) / TA, net income for continuing operations |

    | input | what happens |
    |---|---|
    | a line is null, of either year | all null, the line named in `beneish_missing` |
    | sales or total assets <= 0 | the same, as `NAME_not_positive` |
    | the lower year of an index <= 0 | the same, as `INDEX_not_positive` (dsri_not_positive, …) |

    Sources: Beneish (1999); handbook 02 section 3.
    """
    scored = statements.mutate(**beneish_scores(statements))
    return scored.mutate(**beneish_decisions(scored))


def beneish_scores(statements: ir.Table) -> Columns:
    """The score with what is missing for it."""
    sides = _index_sides(statements)
    score = m_score(
        {name: quotient(upper, lower) for name, (upper, lower) in sides.items()},
        tata=quotient(_accruals(statements), line(statements, "total_assets")),
    )
    undefined = {f"{name}_not_positive": lower <= 0 for name, (_, lower) in sides.items()}
    missing = missing_inputs(statements, lines=_lines(), divisors=_both_years(_YEARLY_DIVISORS))
    return {"beneish_m": score, "beneish_missing": codes(missing | undefined)}


def beneish_decisions(scored: ir.Table) -> Columns:
    """The decision, from the columns of `beneish_scores`."""
    compared = settled(scored.beneish_m)
    decision = ibis.cases(
        (compared > FLAG_ABOVE, "flagged"), (compared <= FLAG_ABOVE, "not_flagged")
    )
    return {"beneish_decision": decision}


def m_score(indices: Mapping[str, ir.FloatingValue], *, tata: ir.FloatingValue) -> ir.FloatingValue:
    """Beneish's weighted sum, of the seven indices by name (dsri, gmi, …) and the accruals."""
    return (
        indices["dsri"] * 0.920
        - 4.84
        + indices["gmi"] * 0.528
        + indices["aqi"] * 0.404
        + indices["sgi"] * 0.892
        + indices["depi"] * 0.115
        - indices["sgai"] * 0.172
        + tata * 4.679
        - indices["lvgi"] * 0.327
    )


def _index_sides(
    statements: ir.Table,
) -> Mapping[str, tuple[ir.FloatingValue, ir.FloatingValue]]:
    """Each index as (what stands above, what stands below the stroke)."""
    now, before = _yearly(statements, ""), _yearly(statements, PREVIOUS)
    return {
        "dsri": (now["receivables"], before["receivables"]),
        "gmi": (before["margin"], now["margin"]),
        "aqi": (now["other_assets"], before["other_assets"]),
        "sgi": (line(statements, "sales"), line(statements, f"{PREVIOUS}sales")),
        "depi": (before["depreciation"], now["depreciation"]),
        "sgai": (now["sga"], before["sga"]),
        "lvgi": (now["leverage"], before["leverage"]),
    }


def _yearly(statements: ir.Table, prefix: str) -> Mapping[str, ir.FloatingValue]:
    def of(name: str) -> ir.IntegerValue:
        return line(statements, f"{prefix}{name}")

    assets, wearing = of("total_assets"), of("depreciation") + of("fixed_assets")
    return {
        "receivables": quotient(of("receivables"), of("sales")),
        "margin": quotient(of("gross_profit"), of("sales")),
        "other_assets": quotient(assets - of("current_assets") - of("fixed_assets"), assets),
        "depreciation": quotient(of("depreciation"), wearing),
        "sga": quotient(of("sga"), of("sales")),
        "leverage": quotient(of("current_liabilities") + of("long_term_debt"), assets),
    }


def _accruals(statements: ir.Table) -> ir.IntegerValue:
    return line(statements, "net_income") - line(statements, "operating_cash_flow")


def _lines() -> tuple[str, ...]:
    return (*_both_years(_YEARLY_LINES), "net_income", "operating_cash_flow")


def _both_years(names: tuple[str, ...]) -> tuple[str, ...]:
    return (*names, *(f"{PREVIOUS}{name}" for name in names))
