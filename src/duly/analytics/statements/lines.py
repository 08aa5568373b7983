"""How do we read a line of a statement, divide two of them, and say which ones are missing?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import add

import ibis
import ibis.expr.types as ir

from duly.kernel.currencies import EXPONENTS

Columns = dict[str, ir.Value]
"""New columns by name, as `mutate` takes them."""

PREVIOUS = "previous_"
"""Prefix of the lines of the year before."""


def line(statements: ir.Table, name: str) -> ir.IntegerValue:
    """The money line `name` (of handbook 02, or `previous_` and its name), in smallest units."""
    return statements[f"{name}_units"]


def quotient(numerator: ir.NumericValue, denominator: ir.NumericValue) -> ir.FloatingValue:
    """`numerator / denominator` as one float division; null unless the denominator is above zero.

    Dividing exact integers once gives the same bits on every engine, and the same bits again
    when both sides are multiplied by a factor.
    """
    divisor = ibis.ifelse(denominator > 0, denominator, ibis.null())
    return numerator.cast("float64") / divisor.cast("float64")


def codes(found: Mapping[str, ir.BooleanValue]) -> ir.StringValue:
    """The codes whose condition holds, in this order, comma-separated; "" when none does."""
    parts = [ibis.ifelse(holds.fill_null(False), f" {code}", "") for code, holds in found.items()]
    return reduce(add, parts).lstrip().replace(" ", ",")


def missing_inputs(
    statements: ir.Table, *, lines: Iterable[str] = (), divisors: Iterable[str] = ()
) -> dict[str, ir.BooleanValue]:
    """The conditions under which a published model has no score, each with its code.

    `NAME` when the line is null; `NAME_not_positive` when a line that the model divides by (or
    takes the logarithm of) is zero or negative. Nothing is imputed: one code, no score.
    """
    divided = tuple(divisors)
    absent = {name: line(statements, name).isnull() for name in (*lines, *divided)}
    return absent | {f"{name}_not_positive": line(statements, name) <= 0 for name in divided}


def settled(score: ir.FloatingValue) -> ir.FloatingValue:
    """The score as it is compared with a cut-off: to nine decimals.

    So a last bit, which engines may compute differently, moves nobody over an edge.
    """
    return score.round(9)


def working_capital(statements: ir.Table, prefix: str = "") -> ir.IntegerValue:
    """Current assets less current liabilities, in smallest units."""
    return line(statements, f"{prefix}current_assets") - line(
        statements, f"{prefix}current_liabilities"
    )


def units_per_thousand(statements: ir.Table) -> ir.IntegerValue:
    """How many smallest units a thousand of the currency is; null for one not of ISO 4217."""
    by_decimals = {
        decimals: [code for code, exponent in EXPONENTS.items() if exponent == decimals]
        for decimals in sorted(set(EXPONENTS.values()))
    }
    return ibis.cases(
        *(
            (statements.currency.isin(currencies), 1000 * 10**decimals)
            for decimals, currencies in by_decimals.items()
        )
    )
