"""Does an account pay later, or less steadily, than it used to?"""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from duly.analytics.behaviour.cells import cells
from duly.analytics.behaviour.currency import main_currencies
from duly.analytics.behaviour.measures import added_up, measures

RECENT, BEFORE = 0, 1
_COMPARED = (
    "mean_days_late",
    "mean_signed_days_late",
    "weighted_days_late",
    "std_days_late",
)


def trend(
    paid: ir.Table, parts: ir.Table, *, as_of: date, recent_days: int = 90, history_days: int = 365
) -> ir.Table:
    """One row an account: what was paid in the last `recent_days` against the time before.

    Before is (as_of - history_days, as_of - recent_days]; the two share no payment.

    Columns: account_id, currency (main currency of the whole history_days);
    recent_count, before_count (invoices paid in full); and for mean_days_late (early as 0),
    mean_signed_days_late, weighted_days_late (parts, by amount) and std_days_late (volatility):
    recent_…, before_… and change_… in days, above zero when it got later or less steady;
    direction (1 later, -1 earlier, 0 the same: sign of change_mean_signed_days_late).
    Null where one side has no payment.
    """
    counted = cells(paid, parts, as_of=as_of, windows=(recent_days, history_days))
    mains = main_currencies(counted, count="paid_count")
    joined = counted.join(mains, "account_id")
    marked = joined.mutate(is_main=joined.currency == joined.main_currency)
    sums = added_up(marked, "account_id", "band")
    both = mains.select("account_id", currency="main_currency")
    for band, name in ((RECENT, "recent"), (BEFORE, "before")):
        both = both.left_join(_side(sums.filter(sums.band == band), name), "account_id")
        both = both.drop("account_id_right")
    return _compared(both)


def _side(sums: ir.Table, name: str) -> ir.Table:
    figures = measures(sums)
    return sums.select(
        "account_id",
        **{f"{name}_count": figures["paid_count"]},
        **{f"{name}_{measure}": figures[measure] for measure in _COMPARED},
    )


def _compared(both: ir.Table) -> ir.Table:
    counts = {name: both[name].fill_null(0) for name in ("recent_count", "before_count")}
    changes = {
        f"change_{measure}": both[f"recent_{measure}"] - both[f"before_{measure}"]
        for measure in _COMPARED
    }
    direction = changes["change_mean_signed_days_late"].sign().cast("int64")
    return both.mutate(**counts, **changes, direction=direction)
