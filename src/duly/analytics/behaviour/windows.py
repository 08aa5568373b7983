"""Into which windows of time, counted back from a day, does a payment fall?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.open_items import days_between

Window = int | None
WINDOWS: tuple[Window, ...] = (90, 180, 365, None)


def window_label(window: Window) -> str:
    """`"90"` for the last 90 days, `"all"` for None, all that is known."""
    return "all" if window is None else str(window)


def with_band(table: ir.Table, *, as_of: date, windows: Sequence[Window]) -> ir.Table:
    """Add `band`, the place of the narrowest window that holds the day `paid_on`.

    The last N days are (as_of - N, as_of]: the day itself and N - 1 before it. Rows that no
    window holds are left out. Windows must widen, so that each band is in one window more.
    """
    refuse_disorder(windows)
    age = days_between(table.paid_on, as_of)
    widest = windows[-1]
    is_inside = (age >= 0) if widest is None else (age >= 0) & (age < widest)
    limits = [(age < window, place) for place, window in enumerate(windows) if window is not None]
    band = ibis.cases(*limits, else_=len(windows) - 1) if limits else ibis.literal(0)
    return table.mutate(band=band.cast("int64")).filter(is_inside)


def in_every_window(table: ir.Table, *, windows: Sequence[Window]) -> ir.Table:
    """Each row once for every window, with the window's label in `window`."""
    labels = ibis.array([window_label(window) for window in windows])
    return table.mutate(window=labels.unnest())


def in_its_windows(banded: ir.Table, *, windows: Sequence[Window]) -> ir.Table:
    """Each row once for every window that holds it, with the window's label in `window`."""
    labels = [window_label(window) for window in windows]
    holding = ibis.cases(
        *[(banded.band == place, ibis.array(labels[place:])) for place in range(len(labels))]
    )
    return banded.mutate(window=holding.unnest())


def refuse_disorder(windows: Sequence[Window]) -> None:
    """Raise ValueError unless there are windows, each wider than the one before it."""
    widths = [float("inf") if window is None else window for window in windows]
    if not widths or widths[0] < 1 or sorted(set(widths)) != widths:
        raise ValueError(f"windows must widen, from 1 day on: {tuple(windows)}")
