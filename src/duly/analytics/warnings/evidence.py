"""What do the signals look at, worked out once for all of them?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

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
    """Tables of one book on one day, as the functions of the same names give them.

    Each is worked out and kept by the engine when the first signal asks for it; `known` are those
    that were worked out before. exposure_before is the exposure of recent_days ago.
    """

    book: Book
    as_of: date
    policy: WarningPolicy
    exposure_policy: ExposurePolicy
    promise_tolerance_days: int
    known: Mapping[str, ir.Table]

    @cached_property
    def paid(self) -> ir.Table:
        return self._seen("paid", lambda: paid_invoices(self.book, as_of=self.as_of))

    @cached_property
    def parts(self) -> ir.Table:
        return self._seen("parts", lambda: payment_parts(self.book, as_of=self.as_of))

    @cached_property
    def open_items(self) -> ir.Table:
        return self._seen("open_items", lambda: open_items(self.book, as_of=self.as_of))

    @cached_property
    def trend(self) -> ir.Table:
        recent, history = self.policy.recent_days, self.policy.history_days
        days = {"recent_days": recent, "history_days": history}
        return self._seen("trend", lambda: trend(self.paid, self.parts, as_of=self.as_of, **days))

    @cached_property
    def purchases(self) -> ir.Table:
        return self._seen(
            "purchases", lambda: purchases(self.book, as_of=self.as_of, policy=self.policy)
        )

    @cached_property
    def exposure_now(self) -> ir.Table:
        facts = {"as_of": self.as_of, "policy": self.exposure_policy, "items": self.open_items}
        return self._seen("exposure_now", lambda: exposure(self.book, **facts))

    @cached_property
    def exposure_before(self) -> ir.Table:
        before = self.as_of - timedelta(days=self.policy.recent_days)
        return self._seen(
            "exposure_before",
            lambda: exposure(self.book, as_of=before, policy=self.exposure_policy),
        )

    @cached_property
    def promises(self) -> ir.Table:
        days = self.promise_tolerance_days
        return self._seen(
            "promises", lambda: promise_outcomes(self.book, as_of=self.as_of, tolerance_days=days)
        )

    @cached_property
    def statements(self) -> ir.Table:
        return self._seen("statements", lambda: statement_models(self.book, as_of=self.as_of))

    def _seen(self, name: str, worked_out: Callable[[], ir.Table]) -> ir.Table:
        return self.known[name] if name in self.known else self.book.engine.keep(worked_out())


def gather(
    book: Book,
    *,
    as_of: date,
    policy: WarningPolicy,
    exposure_policy: ExposurePolicy,
    promise_tolerance_days: int,
    **known: ir.Table,
) -> Evidence:
    """The evidence of a day. `known` are tables of Evidence that were worked out before."""
    unknown = {name for name in known if not isinstance(vars(Evidence).get(name), cached_property)}
    if unknown:
        raise TypeError(f"not tables that signals look at: {sorted(unknown)}")
    return Evidence(book, as_of, policy, exposure_policy, promise_tolerance_days, known)
