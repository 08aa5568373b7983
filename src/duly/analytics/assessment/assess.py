"""How does every account stand: observed, judged, warned of, and is it worth a call?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import ibis.expr.types as ir

from duly.analytics.assessment.accounts import in_own_currency
from duly.analytics.assessment.judgement import judge
from duly.analytics.assessment.observe import observe
from duly.analytics.assessment.workings import Workings, work_out
from duly.analytics.scoring.reasons import reasons
from duly.analytics.scoring.score import POINTS
from duly.analytics.warnings import warnings
from duly.analytics.worklist import worklist
from duly.analytics.worklist.overdue import overdue_accounts
from duly.book.policy.credit_policy import CreditPolicy
from duly.book.tables import Book


@dataclass(frozen=True)
class Assessment:
    """Everything per account on one day, each table computed once and kept by the engine.

    `observed`: see `observe`. `judged`: see `judge`, one row an account. `reasons`: see
    `reasons`, the score's points by characteristic. `warnings` and `worklist`: see there.
    """

    work: Workings
    policy: CreditPolicy
    observed: ir.Table
    judged: ir.Table

    @cached_property
    def warnings(self) -> ir.Table:
        """Worked out when first asked for: a list of limits has no use for them."""
        return self.work.book.engine.keep(_warnings(self.work, self.policy))

    @property
    def reasons(self) -> ir.Table:
        return reasons(self.judged, self.policy.scorecard)

    @property
    def accounts(self) -> ir.Table:
        """The judgement without the points of each characteristic, for people and files."""
        return self.judged.drop(*[name for name in self.judged.columns if name.startswith(POINTS)])

    @property
    def worklist(self) -> ir.Table:
        money = ("open_units", "disputed_units")
        items = in_own_currency(self.work.items, self.work.accounts, self.work.rates, *money)
        items = items.filter(items.has_rate).mutate(currency=items.own_currency)
        overdue = overdue_accounts(items, self.work.promises)
        scale = self.policy.currency_scale
        return worklist(overdue, self.judged, self.warnings, self.policy.worklist, scale)


def assess(book: Book, policy: CreditPolicy, *, as_of: date) -> Assessment:
    """Observe and judge every account of the book as of a day, by a policy."""
    work = work_out(book, policy, as_of=as_of)
    observed = book.engine.keep(observe(work, policy.warnings))
    judged = book.engine.keep(judge(observed, policy, as_of=as_of))
    return Assessment(work, policy, observed, judged)


def observe_book(book: Book, policy: CreditPolicy, *, as_of: date) -> ir.Table:
    """What was seen of every account, for questions about one of them."""
    work = work_out(book, policy, as_of=as_of)
    return book.engine.keep(observe(work, policy.warnings))


def _warnings(work: Workings, policy: CreditPolicy) -> ir.Table:
    """The early warnings, from what is worked out already."""
    statements = {} if work.statements is None else {"statements": work.statements}
    return warnings(
        work.book,
        as_of=work.as_of,
        policy=policy.warnings,
        exposure_policy=policy.exposure,
        promise_tolerance_days=policy.metrics.promise_tolerance_days,
        paid=work.paid,
        parts=work.parts,
        open_items=work.items,
        trend=work.trend,
        exposure_now=work.exposure,
        promises=work.promises,
        **statements,
    )
