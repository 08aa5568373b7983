"""How much of what was sold was lost?"""

from __future__ import annotations

import ibis.expr.types as ir

from duly.analytics.dimensions import By, columns_of, with_dimensions
from duly.analytics.metrics.definitions import Measured, Metric, Unit, ratio, year
from duly.analytics.metrics.dso import NO_SALES
from duly.analytics.metrics.movements import RECOVERED, WRITTEN_OFF, movements
from duly.analytics.metrics.periods import Scope
from duly.book.tables import Book


def losses(book: Book, *, scope: Scope, by: By) -> ir.Table:
    """Columns: those of `by`, currency, lost_units (int64): written off less recovered in the year.

    Written off is what was open of an item on the day it was; recovered is cash for it later.
    """
    moves = movements(book, as_of=scope.as_of)
    lost = moves.filter(moves.movement.isin([WRITTEN_OFF, RECOVERED]), scope.year.holds(moves.day))
    lost = with_dimensions(lost, book, by)
    return lost.group_by(*columns_of(by), "currency").agg(
        # A write-off lowers what is open, a recovery is cash: both signs turn.
        lost_units=(-lost.units).sum().cast("int64")
    )


def _bad_debt(sums: ir.Table, scope: Scope) -> Measured:
    return ratio(10_000 * sums.lost_units, sums.year_sales_units, missing=NO_SALES)


BAD_DEBT = Metric(
    "bad_debt_ratio",
    "Bad-debt ratio",
    "(write-offs - recoveries) / credit sales, both of 12 months",
    Unit.BASIS_POINTS,
    _bad_debt,
    over=year,
)
