"""What had been paid before each of many moments: one pass over a customer's invoices?"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from duly.analytics.foresight.figures import FiguresOf
from duly.analytics.foresight.moments import TICKS_A_DAY
from duly.analytics.foresight.payment_lines import KNOWN, MOMENT


def figures_by_moment(
    paid: ir.Table, asked: ir.Table, by: Sequence[str], figures_of: FiguresOf
) -> ir.Table:
    """The figures of all that stands before each moment, or of its last days.

    `asked` and `paid` are the tables of `payment_lines`; what is compared agrees in the columns
    `by`. Columns: invoice_id, scored_on, account_id and the figures.
    """
    lines = _one_clock(paid, asked)
    found = {}
    for name, (figure, days) in figures_of(lines).items():
        reach = None if days is None else days * TICKS_A_DAY
        frame = ibis.range_window(
            preceding=reach, following=0, group_by=list(by), order_by=lines.clock
        )
        found[name] = figure.over(frame)
    with_figures = lines.select(*MOMENT, "account_id", **found)
    return with_figures.filter(with_figures.scored_on.notnull())


def _one_clock(paid: ir.Table, asked: ir.Table) -> ir.Table:
    """What was paid and what is asked for, one below the other."""
    nothing = {name: ibis.null(kind) for name, kind in KNOWN.items()}
    both = [
        asked.mutate(**nothing, is_moment=True),
        paid.mutate(scored_on=ibis.null("date"), is_moment=False),
    ]
    columns = (*asked.columns, *KNOWN, "is_moment")
    return ibis.union(*[some.select(*columns) for some in both], distinct=False)
