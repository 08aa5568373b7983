"""How many days of the latest sales explain what is open?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.dimensions import By, columns_of
from duly.analytics.metrics.definitions import Measured, Metric, Unit
from duly.analytics.metrics.dso import NO_SALES
from duly.analytics.metrics.periods import Period, Scope, first_day_of, months_to

INCOMPLETE = "dso_countback_incomplete"


def countback(months: ir.Table, open_now: ir.Table, *, scope: Scope, by: By) -> ir.Table:
    """Peel what is open off the sales, the newest month first.

    A month whose sales are covered adds all its days, the last month its days x what is left /
    its sales. The month of the day counts as far as it is. `months` are those of
    `sales_by_month`, `open_now` those of `receivables`.

    Columns: those of `by`, currency, countback_days (float64; where sales run out, the days back
    to the oldest month with sales), peeled_all and has_month (int64, 1 or 0: was all explained,
    are there months with sales).
    """
    keys = (*columns_of(by), "currency")
    peeled = _peeled(months, open_now, keys, scope)
    days_after, days_within = _month_lengths(peeled.months_back, scope)
    still_open = peeled.open_units - (peeled.sold_since - peeled.sales_units)
    partly = days_after + days_within * still_open.cast("float64") / peeled.sales_units.cast(
        "float64"
    )
    # Credit notes can make later months cross the line again: the first crossing is the least.
    is_last = (peeled.sold_since >= peeled.open_units) & (still_open > 0)
    found = peeled.group_by(*keys).agg(
        found=partly.min(where=is_last), whole=(days_after + days_within).max()
    )
    days = ibis.coalesce(found.found, found.whole.cast("float64"))
    return found.select(
        *keys,
        countback_days=days,
        peeled_all=found.found.notnull().cast("int64"),
        has_month=ibis.literal(1).cast("int64"),
    )


def _peeled(months: ir.Table, open_now: ir.Table, keys: tuple[str, ...], scope: Scope) -> ir.Table:
    """The months of each key with what is open there, and what was sold since they began.

    What is open comes in as one more row, so that keys that are null need no join.
    """
    recent = months.filter(months.months_back < scope.policy.history_months)
    nothing = ibis.literal(0).cast("int64")
    rows = recent.select(*keys, "months_back", "sales_units", open_units=nothing)
    above = open_now.select(
        *keys,
        months_back=ibis.literal(-1).cast("int64"),
        sales_units=nothing,
        open_units=open_now.open_units,
    )
    pile = rows.union(above)
    since = ibis.window(group_by=list(keys), order_by="months_back", preceding=None, following=0)
    whole = ibis.window(group_by=list(keys))
    summed = pile.mutate(
        sold_since=pile.sales_units.sum().over(since).cast("int64"),
        open_units=pile.open_units.sum().over(whole).cast("int64"),
    )
    return summed.filter(summed.months_back >= 0)


def _month_lengths(back: ir.IntegerValue, scope: Scope) -> tuple[ir.IntegerValue, ir.IntegerValue]:
    """Days of the months after the month so far back, and days of that month itself."""
    lengths = [_month(scope.as_of, number) for number in range(scope.policy.history_months)]
    after = [(scope.as_of - month.last).days for month in lengths]
    within = [month.days for month in lengths]
    return (
        ibis.cases(*((back == n, ibis.literal(days, "int64")) for n, days in enumerate(after))),
        ibis.cases(*((back == n, ibis.literal(days, "int64")) for n, days in enumerate(within))),
    )


def _month(as_of: date, back: int) -> Period:
    if back == 0:
        return months_to(as_of, 1)
    return Period(
        first_day_of(as_of, months_back=back),
        months_to(first_day_of(as_of, months_back=back - 1), 1).opening,
    )


def _measure(sums: ir.Table, scope: Scope) -> Measured:
    nothing_open = sums.open_units <= 0
    value = ibis.cases(
        (nothing_open, 0.0),
        (sums.has_month == 1, sums.countback_days),
        else_=ibis.null("float64"),
    )
    reason = ibis.cases(
        (nothing_open | (sums.peeled_all == 1), ibis.null("string")),
        (sums.has_month == 1, ibis.literal(INCOMPLETE)),
        else_=ibis.literal(NO_SALES),
    )
    return Measured(value, reason)


def _history(scope: Scope) -> Period:
    return scope.history


DSO_COUNTBACK = Metric(
    "dso_countback",
    "DSO by count-back",
    "receivables peeled off the newest months: days of the months they cover, and the covered "
    "share of the last one's",
    Unit.DAYS,
    _measure,
    over=_history,
)
