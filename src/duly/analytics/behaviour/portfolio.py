"""How is the whole book paid, how are the days late spread, and who is slowest?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.behaviour.accounts import median_days_late
from duly.analytics.behaviour.cells import cells
from duly.analytics.behaviour.measures import MEASURES, added_up, measures
from duly.analytics.behaviour.windows import WINDOWS, Window, in_every_window, in_its_windows

# The last day of each bin but the last one, which is open: 91 days late and more.
BIN_ENDS = (-31, -15, -8, -1, 0, 7, 14, 30, 60, 90)
_MONEY = (
    "paid_units",
    "late_units",
    "late_amount_share",
    "weighted_days_late",
    "weighted_signed_days_late",
    "weighted_days_to_pay",
)


def portfolio_behaviour(
    paid: ir.Table, parts: ir.Table, *, as_of: date, windows: Sequence[Window] = WINDOWS
) -> ir.Table:
    """One row a currency and window: the measures of `behaviour` over all accounts together.

    Columns: currency, window, and the measures as `behaviour` describes them.
    """
    return _together(paid, parts, as_of=as_of, windows=windows)


def book_behaviour(
    paid: ir.Table, parts: ir.Table, *, as_of: date, windows: Sequence[Window] = WINDOWS
) -> ir.Table:
    """One row a window: the measures that count invoices, over all currencies together.

    Columns: window, and the measures of `behaviour` but those of money, which would have to add
    across currencies.
    """
    alike = {"currency": ibis.literal("every")}
    found = _together(paid.mutate(**alike), parts.mutate(**alike), as_of=as_of, windows=windows)
    return found.drop("currency", *_MONEY)


def days_late_histogram(paid: ir.Table, *, ends: Sequence[int] = BIN_ENDS) -> ir.Table:
    """How many invoices were paid how many days late (early below zero), in bins of whole days.

    Columns: bin (int64 from 0, earliest first), from_days, to_days (both inclusive; null: no end),
    paid_count (0 where none fell). No row when nothing was ever paid.
    """
    place = ibis.cases(
        *[(paid.days_late <= end, place) for place, end in enumerate(ends)], else_=len(ends)
    )
    counted = paid.mutate(bin=place.cast("int64"))
    totals = [
        (counted.bin == place).sum().cast("int64").name(f"bin_{place}")
        for place in range(len(ends) + 1)
    ]
    total = counted.agg(totals, paid_count=counted.count())
    places = ibis.array(list(range(len(ends) + 1)))
    unfolded = total.filter(total.paid_count > 0).mutate(place=places.unnest())
    # Spark unfolds a list only by itself, so the cast is a step of its own.
    return _described(unfolded.mutate(bin=unfolded.place.cast("int64")), ends).order_by("bin")


def slowest_accounts(
    behaviour: ir.Table, *, window: str = "365", min_paid: int = 3, limit: int = 10
) -> ir.Table:
    """The accounts that pay latest by amount in a window; ties by more paid, then account_id.

    Columns: those of `behaviour`. Accounts with fewer than `min_paid` paid invoices in the window,
    or never late, are left out.
    """
    slow = behaviour.filter(
        behaviour.window == window,
        behaviour.paid_count >= min_paid,
        behaviour.weighted_days_late > 0,
    )
    order = [slow.weighted_days_late.desc(), slow.paid_count.desc(), slow.account_id.asc()]
    return slow.order_by(order).limit(limit)


def _together(
    paid: ir.Table, parts: ir.Table, *, as_of: date, windows: Sequence[Window]
) -> ir.Table:
    counted = cells(paid, parts, as_of=as_of, windows=windows).mutate(is_main=True)
    spine = in_every_window(counted.select("currency").distinct(), windows=windows)
    sums = added_up(in_its_windows(counted, windows=windows), "currency", "window")
    medians = median_days_late(paid, "currency", as_of=as_of, windows=windows)
    joined = spine
    for some in (sums, medians):
        joined = joined.left_join(some, ["currency", "window"])
        joined = joined.drop("currency_right", "window_right")
    figures = {**measures(joined), "median_days_late": joined.median_days_late}
    return joined.select("currency", "window", **{name: figures[name] for name in MEASURES})


def _described(unfolded: ir.Table, ends: Sequence[int]) -> ir.Table:
    last = len(ends)
    counts = [(unfolded.bin == place, unfolded[f"bin_{place}"]) for place in range(last + 1)]
    starts = [(unfolded.bin == place, ends[place - 1] + 1) for place in range(1, last + 1)]
    stops = [(unfolded.bin == place, end) for place, end in enumerate(ends)]
    return unfolded.select(
        "bin",
        from_days=ibis.cases(*starts).cast("int64"),
        to_days=ibis.cases(*stops).cast("int64"),
        paid_count=ibis.cases(*counts),
    )
