"""How had the customer paid, as was known when the day of scoring began?"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import partial

import ibis
import ibis.expr.types as ir

from duly.analytics.foresight.figures import Figures, all_time, are_asked, long, whole
from duly.analytics.foresight.history_by_day import figures_by_day
from duly.analytics.foresight.history_by_moment import figures_by_moment
from duly.analytics.foresight.moments import Moments
from duly.analytics.foresight.payment_lines import MOMENT, asked_lines, paid_lines


def history(
    outcomes: ir.Table,
    moments: Moments,
    *,
    as_of: date,
    figures: Collection[str] | None = None,
) -> ir.Table:
    """One row a moment: figures of what the account had paid before the day of scoring.

    A payment counts from the day after it was known, whatever was posted later. Days late are
    bounded to -20..60 in means. `as_of` is only where the weights of recency count from.

    Columns: invoice_id, scored_on, and float64 or int64 figures that are null where nothing was
    known: of the account all time, over 180 and 60 days, recency-weighted, by weekday of the due
    date and by terms, and of its last payments. Where `figures` are named, those by weekday, by
    terms and of the last payments are left out if none of them is.
    """
    paid, asked = paid_lines(outcomes), asked_lines(moments)
    figures_at = figures_by_day if moments.few_days else figures_by_moment
    joined = figures_at(paid, asked, ["account_id"], partial(whole, as_of=as_of))
    for prefix, by, figures_of in (
        ("weekday_", "due_weekday", _recently),
        ("terms_", "terms", all_time),
    ):
        found = figures_at(paid, asked, ["account_id", by], figures_of).drop("account_id")
        names = [name for name in found.columns if name not in MOMENT]
        if are_asked([f"{prefix}{name}" for name in names], figures):
            named = found.rename({f"{prefix}{name}": name for name in names})
            joined = joined.join(named, list(MOMENT))
    runs = _last_runs(paid)
    if are_asked(runs.columns, figures):
        is_last = (joined.account_id == runs.run_account_id) & (joined.last_clock == runs.run_clock)
        joined = joined.left_join(runs, is_last).drop("run_account_id", "run_clock")
    return joined.drop("account_id", "last_clock")


def _recently(lines: ir.Table) -> Figures:
    return {**all_time(lines), **long(lines)}


def _last_runs(paid: ir.Table) -> ir.Table:
    """One row an account and day of payment: that day's run, and the last invoices up to it."""
    in_order = [paid.clock, paid.invoice_id]
    five = ibis.window(group_by=paid.account_id, order_by=in_order, preceding=4, following=0)
    turn = ibis.window(group_by=paid.account_id, order_by=in_order)
    marked = paid.mutate(
        place=ibis.row_number().over(turn),
        second=paid.late.lag(1).over(turn),
        third=paid.late.lag(2).over(turn),
        of_five=paid.bounded.mean().over(five),
    )
    return marked.group_by(run_account_id="account_id", run_clock="clock").agg(
        last_late=marked.late.argmax(marked.place),
        second_last_late=marked.second.argmax(marked.place),
        third_last_late=marked.third.argmax(marked.place),
        last_five_mean=marked.of_five.argmax(marked.place),
        run_count=marked.count(),
        run_mean=marked.bounded.mean(),
        run_earliest=marked.late.min(),
        run_latest=marked.late.max(),
    )
