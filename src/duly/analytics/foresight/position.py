"""How much did the customer owe, and how much was overdue, when the day of scoring began?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.foresight.figures import Figures
from duly.analytics.foresight.history_by_day import figures_by_day
from duly.analytics.foresight.moments import Moments, known_clock, scored_clock
from duly.analytics.foresight.payment_lines import MOMENT, asked_lines

_STEPS = ("open_count", "overdue_count")


def position(outcomes: ir.Table, moments: Moments) -> ir.Table:
    """One row a moment.

    Columns: invoice_id, scored_on, open_count, overdue_count (int64), overdue_share.

    Counted are the account's invoices issued, due and closed before the day of scoring began.
    """
    steps = _steps(outcomes)
    if moments.few_days:
        found = figures_by_day(steps, asked_lines(moments), ["account_id"], _sums)
    else:
        found = _by_moment(steps, moments)
    above = ibis.ifelse(found.open_count > 0, found.open_count, ibis.null("int64"))
    return found.select(*MOMENT, *_STEPS, overdue_share=found.overdue_count / above)


def _sums(steps: ir.Table) -> Figures:
    return {name: (steps[name].sum(), None) for name in _STEPS}


def _by_moment(steps: ir.Table, moments: Moments) -> ir.Table:
    by_tick = steps.group_by("account_id", "clock").agg(
        **{name: steps[name].sum() for name in _STEPS}
    )
    asked = moments.rows.select(
        "account_id",
        *MOMENT,
        clock=scored_clock(moments.rows.scored_on),
        **{name: ibis.literal(0, "int64") for name in _STEPS},
    )
    nobody = {"invoice_id": ibis.null("string"), "scored_on": ibis.null("date")}
    happened = by_tick.mutate(**nobody).select(*asked.columns)
    lines = ibis.union(asked, happened.cast(dict(asked.schema().items())), distinct=False)
    so_far = ibis.range_window(
        preceding=None, following=0, group_by=lines.account_id, order_by=lines.clock
    )
    found = lines.mutate(**{name: lines[name].sum().over(so_far) for name in _STEPS})
    return found.filter(found.invoice_id.notnull())


def siblings(outcomes: ir.Table) -> ir.Table:
    """One row an account, day of issue and due date.

    Columns: account_id, issued_on, due_on, same_issue_count, same_due_count (issued on that day,
    due on that day), same_issue_size (log of their amount; comparable within an account).
    """
    days = outcomes.group_by("account_id", "issued_on", "due_on").agg(
        same_due_count=outcomes.count(), units=outcomes.amount_units.cast("float64").sum()
    )
    of_day = ibis.window(group_by=[days.account_id, days.issued_on])
    return days.select(
        "account_id",
        "issued_on",
        "due_on",
        "same_due_count",
        same_issue_count=days.same_due_count.sum().over(of_day),
        same_issue_size=days.units.sum().over(of_day).ln(),
    )


def _steps(outcomes: ir.Table) -> ir.Table:
    """One row an event that changes the position of an account."""
    closed = outcomes.filter(outcomes.closed_on.notnull())
    past_due = ibis.greatest(closed.closed_on, closed.due_on)
    events = (
        (outcomes, outcomes.issued_on, 1, 0),
        (outcomes, outcomes.due_on, 0, 1),
        (closed, closed.closed_on, -1, 0),
        (closed, past_due, 0, -1),
    )
    return ibis.union(
        *[
            table.select(
                "account_id",
                clock=known_clock(day),
                open_count=ibis.literal(opened, "int64"),
                overdue_count=ibis.literal(fell_due, "int64"),
            )
            for table, day, opened, fell_due in events
        ],
        distinct=False,
    )
