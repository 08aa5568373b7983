"""What had been paid before each of a few days: customer by customer, and once a day?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import ibis.expr.types as ir

from duly.analytics.foresight.figures import REACHES, FiguresOf
from duly.analytics.foresight.moments import TICKS_A_DAY
from duly.analytics.foresight.payment_lines import MOMENT

_DAY = "asked_clock"


def figures_by_day(
    paid: ir.Table, asked: ir.Table, by: Sequence[str], figures_of: FiguresOf
) -> ir.Table:
    """As `figures_by_moment`, for moments that share few days: many rows, one answer."""
    keys = [*by, _DAY]
    wanted = asked.rename({_DAY: "clock"})
    found = wanted.select(*keys).distinct()
    held = paid.join(found, list(by))
    before = held.filter(held.clock < held[_DAY]).mutate(is_moment=False)
    for some in _by_reach(before, keys, figures_of):
        found = found.left_join(some, keys).drop(*[f"{key}_right" for key in keys])
    counts = {name: found[name].fill_null(0) for name in found.columns if name.endswith("count")}
    placed = wanted.left_join(found.mutate(**counts), keys)
    return placed.select(
        *MOMENT, "account_id", *[name for name in found.columns if name not in keys]
    )


def _by_reach(before: ir.Table, keys: list[str], figures_of: FiguresOf) -> Iterator[ir.Table]:
    """The figures over all time, over the long and over the short window, each a table."""
    for reach in REACHES:
        inside = before
        if reach is not None:
            inside = before.filter(before.clock >= before[_DAY] - reach * TICKS_A_DAY)
        some = {name: one for name, (one, days) in figures_of(inside).items() if days == reach}
        if some:
            yield inside.group_by(keys).agg(**some)
