"""Which way have receivables and their days gone, month end by month end?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.dimensions import By, columns_of
from duly.analytics.metrics.definitions import Measured, Need
from duly.analytics.metrics.dso import days_of_sales
from duly.analytics.metrics.history import receivables_at
from duly.analytics.metrics.periods import Period, month_ends, months_to
from duly.analytics.metrics.sales import sales_by_month
from duly.analytics.metrics.stacking import stacked
from duly.book.policy.metrics import MetricsPolicy
from duly.book.tables import Book


def metric_trend(
    book: Book, *, as_of: date, policy: MetricsPolicy, months: int = 13, by: By = ()
) -> ir.Table:
    """The DSO family at the last month ends, the day itself the last, each as known on its day.

    Columns: those of `by`, currency, on (date), open_units, overdue_units, sales_units (of the
    policy's period to that day; int64), dso_days, bpdso_days, add_days (float64), reason (why
    they are null). A month end at which nothing was open or sold has no row. One pass over
    invoices and allocations, however many months. A book without allocations knows no past: it
    gives the day itself alone, its days null for the reason `only_open_items`.
    """
    knows_history = "allocations" in book.present
    ends = month_ends(as_of, months if knows_history else 1)
    keys = (*columns_of(by), "currency", "on")
    sums = stacked([receivables_at(book, ends, by=by), _sales_to(book, ends, policy, by)], keys)
    days = _days_of_period(sums.on, ends, policy)
    columns = sums.select(
        *keys,
        "open_units",
        "overdue_units",
        "sales_units",
        dso=sums.open_units,
        bpdso=sums.open_units - sums.overdue_units,
        add=sums.overdue_units,
        days=days,
    )
    return _measured(columns, keys, knows_history=knows_history)


def _measured(sums: ir.Table, keys: tuple[str, ...], *, knows_history: bool) -> ir.Table:
    unknown = Measured(ibis.null("float64"), ibis.literal(Need.HISTORY.value))
    family = {
        code: days_of_sales(sums[code], sums.sales_units, sums.days) if knows_history else unknown
        for code in ("dso", "bpdso", "add")
    }
    values = {f"{code}_days": each.value.cast("float64") for code, each in family.items()}
    columns = ("open_units", "overdue_units", "sales_units")
    return sums.select(*keys, *columns, **values, reason=family["dso"].reason)


def _sales_to(book: Book, ends: tuple[date, ...], policy: MetricsPolicy, by: By) -> ir.Table:
    """What was sold in the period that ends at each of the ends."""
    as_of, length = ends[-1], policy.period_months
    sold = sales_by_month(book, as_of=as_of, months=len(ends) - 1 + length, by=by)
    backs = range(len(ends) - 1, -1, -1)
    # A month's sales are in the period of every end from its own month to `length - 1` later.
    shares = [
        ibis.struct({"on": ibis.literal(end), "age": sold.months_back - back})
        for end, back in zip(ends, backs, strict=True)
    ]
    spread = sold.mutate(share=ibis.array(shares).unnest()).unpack("share")
    inside = spread.filter(spread.age.between(0, length - 1))
    return inside.group_by(*columns_of(by), "currency", "on").agg(
        sales_units=inside.sales_units.sum().cast("int64")
    )


def _days_of_period(
    on: ir.DateValue, ends: tuple[date, ...], policy: MetricsPolicy
) -> ir.IntegerValue:
    periods: list[Period] = [months_to(end, policy.period_months) for end in ends]
    return ibis.cases(*((on == each.last, ibis.literal(each.days, "int64")) for each in periods))
