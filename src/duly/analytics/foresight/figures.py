"""Which figures of what was paid describe how a customer pays?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from duly.analytics.foresight.moments import TICKS_A_DAY, known_clock

LONG_DAYS, SHORT_DAYS = 180, 60
REACHES = (None, LONG_DAYS, SHORT_DAYS)
# Days after which a payment weighs about a third of one made today.
FAST_DAYS, SLOW_DAYS = 20.0, 60.0
# Older than this, weights would become zero, and a mean of nothing else could not be taken.
_FORGOTTEN_DAYS = 600 * FAST_DAYS

# A figure with the days it looks back, None for all time.
Figures = Mapping[str, tuple[ir.Value, int | None]]
FiguresOf = Callable[[ir.Table], Figures]


def are_asked(names: Collection[str], asked: Collection[str] | None) -> bool:
    """Whether any of these figures is wanted; None wants all of them."""
    return asked is None or any(name in asked for name in names)


def all_time(lines: ir.Table) -> Figures:
    """Count, median, bounded mean, share late and the 80 % range of all that was paid."""
    return {
        "count": (lines.late.count(), None),
        "median": (lines.late.median(), None),
        "mean": (lines.bounded.mean(), None),
        "late_share": (_share(lines.late > 0), None),
        "low": (lines.late.quantile(0.1), None),
        "high": (lines.late.quantile(0.9), None),
    }


def long(lines: ir.Table) -> Figures:
    """Count, median, bounded mean and share late of the last 180 days."""
    return {
        "long_count": (lines.late.count(), LONG_DAYS),
        "long_median": (lines.late.median(), LONG_DAYS),
        "long_mean": (lines.bounded.mean(), LONG_DAYS),
        "long_late_share": (_share(lines.late > 0), LONG_DAYS),
    }


def whole(lines: ir.Table, *, as_of: date) -> Figures:
    """Everything about an account."""
    return {
        **all_time(lines),
        **long(lines),
        **_recent(lines, as_of=as_of),
        **_weekdays(lines, as_of=as_of),
        "raw_mean": (lines.late.mean(), None),
        "spread": (lines.bounded.std(), None),
        "usual_days_to_pay": (lines.to_pay.median(), None),
        "usual_size": (lines["size"].mean(), None),
        "spread_of_size": (lines["size"].std(), None),
        "usual_parts": (lines.parts.mean(), None),
        "disputed_share": (lines.disputed.mean(), None),
        "usual_month_day": (lines.paid_month_day.argmax(lines.month_day_rank), None),
        "last_due_paid_day": (lines.due_day.max(), None),
        "last_clock": (lines.clock.max(where=~lines.is_moment), None),
    }


def _recent(lines: ir.Table, *, as_of: date) -> Figures:
    return {
        "long_low": (lines.late.quantile(0.1), LONG_DAYS),
        "long_high": (lines.late.quantile(0.9), LONG_DAYS),
        "short_median": (lines.late.median(), SHORT_DAYS),
        "short_mean": (lines.bounded.mean(), SHORT_DAYS),
        "short_count": (lines.late.count(), SHORT_DAYS),
        "short_late_share": (_share(lines.late > 0), SHORT_DAYS),
        "fast_mean": (_weighted(lines, lines.bounded, FAST_DAYS, as_of=as_of), None),
        "slow_mean": (_weighted(lines, lines.bounded, SLOW_DAYS, as_of=as_of), None),
    }


def _weekdays(lines: ir.Table, *, as_of: date) -> Figures:
    """Recency-weighted share of what was paid on each weekday, 0 for Monday."""
    return {
        f"paid_weekday_{day}": (
            _weighted(lines, (lines.paid_weekday == day).cast("float64"), SLOW_DAYS, as_of=as_of),
            None,
        )
        for day in range(7)
    }


def _share(holds: ir.BooleanValue) -> ir.FloatingValue:
    return holds.cast("float64").mean()


def _weighted(
    lines: ir.Table, value: ir.NumericValue, days: float, *, as_of: date
) -> ir.FloatingValue:
    """A mean in which a payment weighs less the older it is; both sums only ever grow."""
    newest = known_clock(ibis.literal(as_of + timedelta(days=1)))
    age_days = (newest - lines.clock) / TICKS_A_DAY
    weight = (-ibis.least(age_days, _FORGOTTEN_DAYS) / days).exp()
    held = ibis.ifelse(lines.is_moment, ibis.null("float64"), weight)
    return (value * held).sum() / held.sum()
