"""What is a metric, and how is it known where it comes from?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import ibis
import ibis.expr.types as ir

from duly.analytics.metrics.periods import Period, Scope


class Unit(StrEnum):
    """In what a metric is counted. Money is counted in the currency's smallest units."""

    DAYS = "days"
    UNITS = "units"
    PERCENT = "percent"
    BASIS_POINTS = "basis_points"
    TIMES_A_YEAR = "times_a_year"


class Need(StrEnum):
    """What a book must hold for the metric to be known at all, with the reason where it lacks it.

    Items alone say what is open. Sales and payments are known only from a book with settlements:
    one that lists open items only would pass for a company that has just begun to sell.
    """

    ITEMS = ""
    HISTORY = "only_open_items"
    PROMISES = "no_promises"
    DISPUTES = "no_disputes"


@dataclass(frozen=True, slots=True)
class Measured:
    """A value (float64, null where not known) and the reason code that explains or qualifies it."""

    value: ir.FloatingValue
    reason: ir.StringValue


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric with its definition at hand. `formula` and `title` are for people.

    `over` names the period it looks at (None: the day alone); `measure` computes it from the sums
    of one key (`sums.py`).
    """

    code: str
    title: str
    formula: str
    unit: Unit
    measure: Callable[[ir.Table, Scope], Measured]
    over: Callable[[Scope], Period] | None = None
    needs: Need = Need.HISTORY
    source: str = "handbook 01 section 1"


def period(scope: Scope) -> Period:
    return scope.period


def year(scope: Scope) -> Period:
    return scope.year


def amount(units: ir.IntegerValue) -> Measured:
    """An amount of money, known as it is."""
    return Measured(units.cast("float64"), ibis.null("string"))


def ratio(top: ir.IntegerValue, bottom: ir.IntegerValue, *, missing: str) -> Measured:
    """One division of whole numbers; null for the reason `missing` where there is nothing below.

    Sums below zero (more credit notes than invoices) are nothing to divide by either.
    """
    known = bottom > 0
    below = ibis.ifelse(known, bottom, ibis.null("int64"))
    value = top.cast("float64") / below.cast("float64")
    return Measured(value, ibis.ifelse(known, ibis.null("string"), ibis.literal(missing)))
