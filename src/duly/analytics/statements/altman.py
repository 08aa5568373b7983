"""Is the company in Altman's distress, grey or safe zone?"""

from __future__ import annotations

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
    working_capital,
)

Z_GREY = (1.81, 2.99)
Z_PRIME_GREY = (1.23, 2.90)
Z_DOUBLE_PRIME_GREY = (1.10, 2.60)
EM_SHIFT = 3.25

_COMMON = ("current_assets", "current_liabilities", "retained_earnings", "ebit")
_DIVISORS = ("total_assets", "total_liabilities")


def altman(statements: ir.Table, *, sales_weight: float = 1.0) -> ir.Table:
    """The statements with Altman's four scores beside their lines.

    | columns | model, formula | grey zone (both edges belong to it) |
    |---|---|---|
    | altman_z | 1.2 X1 + 1.4 X2 + 3.3 X3 + 0.6 X4m + `sales_weight` X5 | 1.81 to 2.99 |
    | altman_z_prime | 0.717 X1 + 0.847 X2 + 3.107 X3 + 0.420 X4b + 0.998 X5 | 1.23 to 2.90 |
    | altman_z_double_prime | 6.56 X1 + 3.26 X2 + 6.72 X3 + 1.05 X4b | 1.10 to 2.60 |
    | altman_em | Z'' + 3.25 | 4.35 to 5.85 |

    X1 working capital, X2 retained earnings, X3 EBIT, X5 sales, each over total assets; X4m
    market capitalisation and X4b book equity over total liabilities. `sales_weight` is 1.0, or
    0.999 in the percent-free restatement. Each score has `_zone` (distress, grey, safe) and
    `_missing`; EM shares those of Z''. `altman_z_double_prime_previous` and
    `altman_z_double_prime_trend` (better, same, worse: its zone against the year before).

    | input | what happens |
    |---|---|
    | a line is null | score and zone null, the line named in `_missing` |
    | total assets or total liabilities <= 0 | the same, as `NAME_not_positive` |
    | negative working capital, earnings, EBIT, equity | used as they are |

    Sources: Altman (1968), (1983), Altman, Hartzell and Peck (1995); handbook 02 section 1.
    """
    scored = statements.mutate(**altman_scores(statements, sales_weight=sales_weight))
    return scored.mutate(**altman_zones(scored))


def altman_scores(statements: ir.Table, *, sales_weight: float = 1.0) -> Columns:
    """The scores with what is missing for them."""
    return {
        "altman_z": _z(statements, sales_weight),
        "altman_z_missing": _missing(statements, "market_cap", "sales"),
        "altman_z_prime": _z_prime(statements),
        "altman_z_prime_missing": _missing(statements, "equity", "sales"),
        "altman_z_double_prime": _z_double_prime(statements),
        "altman_z_double_prime_missing": _missing(statements, "equity"),
        "altman_z_double_prime_previous": _z_double_prime(statements, PREVIOUS),
    }


def altman_zones(scored: ir.Table) -> Columns:
    """EM, the zones and the trend, from the columns of `altman_scores`."""
    zone = _zone(scored.altman_z_double_prime, Z_DOUBLE_PRIME_GREY)
    before = _zone(scored.altman_z_double_prime_previous, Z_DOUBLE_PRIME_GREY)
    return {
        "altman_z_zone": _zone(scored.altman_z, Z_GREY),
        "altman_z_prime_zone": _zone(scored.altman_z_prime, Z_PRIME_GREY),
        "altman_z_double_prime_zone": zone,
        "altman_z_double_prime_trend": _trend(_rank(before), _rank(zone)),
        "altman_em": scored.altman_z_double_prime + EM_SHIFT,
        "altman_em_zone": zone,
    }


def _z(statements: ir.Table, sales_weight: float) -> ir.FloatingValue:
    x1, x2, x3 = _over_assets(statements)
    value = quotient(line(statements, "market_cap"), line(statements, "total_liabilities"))
    turnover = quotient(line(statements, "sales"), line(statements, "total_assets"))
    return x1 * 1.2 + x2 * 1.4 + x3 * 3.3 + value * 0.6 + turnover * sales_weight


def _z_prime(statements: ir.Table) -> ir.FloatingValue:
    x1, x2, x3 = _over_assets(statements)
    equity = quotient(line(statements, "equity"), line(statements, "total_liabilities"))
    turnover = quotient(line(statements, "sales"), line(statements, "total_assets"))
    return x1 * 0.717 + x2 * 0.847 + x3 * 3.107 + equity * 0.420 + turnover * 0.998


def _z_double_prime(statements: ir.Table, prefix: str = "") -> ir.FloatingValue:
    x1, x2, x3 = _over_assets(statements, prefix)
    liabilities = line(statements, f"{prefix}total_liabilities")
    equity = quotient(line(statements, f"{prefix}equity"), liabilities)
    return x1 * 6.56 + x2 * 3.26 + x3 * 6.72 + equity * 1.05


def _over_assets(statements: ir.Table, prefix: str = "") -> tuple[ir.FloatingValue, ...]:
    assets = line(statements, f"{prefix}total_assets")
    parts = (
        working_capital(statements, prefix),
        line(statements, f"{prefix}retained_earnings"),
        line(statements, f"{prefix}ebit"),
    )
    return tuple(quotient(part, assets) for part in parts)


def _zone(score: ir.FloatingValue, grey: tuple[float, float]) -> ir.StringValue:
    compared = settled(score)
    return ibis.cases(
        (compared < grey[0], "distress"),
        (compared <= grey[1], "grey"),
        (compared > grey[1], "safe"),
    )


def _missing(statements: ir.Table, *lines: str) -> ir.StringValue:
    return codes(missing_inputs(statements, lines=(*_COMMON, *lines), divisors=_DIVISORS))


def _trend(before: ir.IntegerValue, now: ir.IntegerValue) -> ir.StringValue:
    return ibis.cases((now > before, "better"), (now < before, "worse"), (now == before, "same"))


def _rank(zone: ir.StringValue) -> ir.IntegerValue:
    return zone.cases(("distress", 0), ("grey", 1), ("safe", 2))
