"""Which amounts are so far above the others of their currency that a point may have slipped?"""

from __future__ import annotations

import math

import ibis
import ibis.expr.types as ir

from duly.book.engines import Engine
from duly.book.reading.judging import Rule
from duly.book.reading.rows import Rows

# Amounts of invoices are roughly log-normal, so distance is measured on logarithms, by median
# and median absolute deviation (times 1.4826: comparable to a standard deviation).
MIN_INVOICES = 30
DEVIATIONS = 6.0
_LEAST_SPREAD = math.log(2) / 2


def outlier_rule(rows: Rows, engine: Engine) -> Rule | None:
    """Notes invoices beyond six robust deviations; None where no currency has thirty invoices."""
    table = rows.table.filter(rows.table.amount_units > 0)
    logs = table.select("currency", log=table.amount_units.cast("float64").ln())
    middles = _by_currency(logs, logs.log, engine)
    if not middles:
        return None
    distance = (logs.log - _of(logs.currency, middles)).abs()
    spreads = _by_currency(logs, distance, engine)
    highest = {
        currency: math.exp(middle + DEVIATIONS * 1.4826 * max(spreads[currency], _LEAST_SPREAD))
        for currency, middle in middles.items()
    }
    return Rule(
        "outlier_amount",
        "amount",
        lambda t: t.amount_units.cast("float64") > _of(t.currency, highest),
        sets_aside=False,
    )


def _by_currency(logs: ir.Table, value: ir.FloatingValue, engine: Engine) -> dict[str, float]:
    """The median of the value in every currency with enough invoices."""
    found = logs.group_by("currency").agg(count=logs.count(), middle=value.median())
    lines = engine.fetch(found.filter(found["count"] >= MIN_INVOICES)).to_pylist()
    return {line["currency"]: line["middle"] for line in lines}


def _of(currency: ir.StringValue, figures: dict[str, float]) -> ir.FloatingValue:
    return ibis.cases(
        *((currency == code, figure) for code, figure in sorted(figures.items())),
        else_=ibis.null("float64"),
    )
