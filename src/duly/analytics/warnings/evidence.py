"""What do the signals look at, worked out once for all of them?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import ibis.expr.types as ir

from duly.analytics.behaviour.trend import trend
from duly.analytics.exposure import exposure
from duly.analytics.open_items import open_items
from duly.analytics.promises import promise_outcomes
from duly.analytics.settlements import paid_invoices, payment_parts
from duly.analytics.statements.models import statement_models
from duly.analytics.warnings.purchases import purchases
from duly.book.policy.exposure import ExposurePolicy
from duly.book.policy.warnings import WarningPolicy
from duly.book.tables import Book


@dataclass(frozen=True)
class Evidence:
    """Tables of one book on one day, as the functions below give them.

    paid: `paid_invoices`; parts: `payment_parts`; exposure_now and exposure_before: `exposure`,
    today and recent_days ago; promises: `promise_outcomes`; statements: `statement_models`; the
    others: the function of the same name.
    """

    book: Book
    as_of: date
    paid: ir.Table
    parts: ir.Table
    open_items: ir.Table
    trend: ir.Table
    purchases: ir.Table
    exposure_now: ir.Table
    exposure_before: ir.Table
    promises: ir.Table
    statements: ir.Table


def gather(
    book: Book,
    *,
    as_of: date,
    policy: WarningPolicy,
    exposure_policy: ExposurePolicy,
    promise_tolerance_days: int,
    **known: ir.Table,
) -> Evidence:
    """The evidence of a day. `known` are fields of Evidence that were worked out before.

    The rest is computed here and kept by the engine; what only tells of tables that the source
    did not have is left uncomputed.
    """
    unknown = known.keys() - Evidence.__dataclass_fields__.keys()
    if unknown:
        raise TypeError(f"not tables that signals look at: {sorted(unknown)}")
    seen = _Seen(book, known)
    paid = seen("paid", "payments", lambda: paid_invoices(book, as_of=as_of))
    parts = seen("parts", "payments", lambda: payment_parts(book, as_of=as_of))
    items = seen("open_items", "invoices", lambda: open_items(book, as_of=as_of))
    further = {
        **_own_history(seen, paid, parts, as_of=as_of, policy=policy),
        **_exposures(seen, items, as_of=as_of, policy=policy, exposure_policy=exposure_policy),
        "promises": seen(
            "promises",
            "promises",
            lambda: promise_outcomes(book, as_of=as_of, tolerance_days=promise_tolerance_days),
        ),
        "statements": seen("statements", "statements", lambda: statement_models(book, as_of=as_of)),
    }
    return Evidence(book, as_of, paid, parts, items, **further)


def _own_history(
    seen: _Seen, paid: ir.Table, parts: ir.Table, *, as_of: date, policy: WarningPolicy
) -> dict[str, ir.Table]:
    days = {"recent_days": policy.recent_days, "history_days": policy.history_days}
    return {
        "trend": seen("trend", "payments", lambda: trend(paid, parts, as_of=as_of, **days)),
        "purchases": seen(
            "purchases", "invoices", lambda: purchases(seen.book, as_of=as_of, policy=policy)
        ),
    }


def _exposures(
    seen: _Seen,
    items: ir.Table,
    *,
    as_of: date,
    policy: WarningPolicy,
    exposure_policy: ExposurePolicy,
) -> dict[str, ir.Table]:
    book, before = seen.book, as_of - timedelta(days=policy.recent_days)
    return {
        "exposure_now": seen(
            "exposure_now",
            "accounts",
            lambda: exposure(book, as_of=as_of, policy=exposure_policy, items=items),
        ),
        "exposure_before": seen(
            "exposure_before",
            "accounts",
            lambda: exposure(book, as_of=before, policy=exposure_policy),
        ),
    }


@dataclass(frozen=True)
class _Seen:
    """Gives a table that is known, or works it out and keeps it if the source can tell."""

    book: Book
    known: Mapping[str, ir.Table]

    def __call__(self, name: str, source: str, work_out: Callable[[], ir.Table]) -> ir.Table:
        if name in self.known:
            return self.known[name]
        table = work_out()
        return self.book.engine.keep(table) if source in self.book.present else table
