"""What was sold on credit, month by month?"""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from duly.analytics.dimensions import By, columns_of, with_dimensions
from duly.analytics.metrics.definitions import Measured, Metric, Unit, amount, period
from duly.analytics.metrics.periods import YEAR_MONTHS, Scope, first_day_of, months_before
from duly.book.tables import Book


def sales_by_month(book: Book, *, as_of: date, months: int, by: By) -> ir.Table:
    """What was sold in the last `months` calendar months, one row a key, currency and month.

    Columns: those of `by`, currency, months_back (int64, 0 the month of `as_of`), sales_units
    (int64): invoices and debit notes less credit notes issued in the month, as invoiced. Months
    without sales have no row.
    """
    first = first_day_of(as_of, months_back=months - 1)
    sold = book.invoices.filter(book.invoices.issued_on.between(first, as_of))
    sold = with_dimensions(sold, book, by)
    back = months_before(sold.issued_on, as_of)
    sold = sold.select(*columns_of(by), "currency", "amount_units", months_back=back)
    return sold.group_by(*columns_of(by), "currency", "months_back").agg(
        sales_units=sold.amount_units.sum().cast("int64")
    )


def period_sales(months: ir.Table, *, scope: Scope, by: By) -> ir.Table:
    """Columns: those of `by`, currency, sales_units (of the period), year_sales_units."""
    is_in_period = months.months_back < scope.policy.period_months
    in_year = months.sales_units.sum(where=months.months_back < YEAR_MONTHS)
    return months.group_by(*columns_of(by), "currency").agg(
        sales_units=months.sales_units.sum(where=is_in_period).fill_null(0).cast("int64"),
        year_sales_units=in_year.fill_null(0).cast("int64"),
    )


def _credit_sales(sums: ir.Table, scope: Scope) -> Measured:
    return amount(sums.sales_units)


CREDIT_SALES = Metric(
    "credit_sales_units",
    "Credit sales",
    "invoices + debit notes - credit notes issued in the period, as invoiced",
    Unit.UNITS,
    _credit_sales,
    over=period,
)
