"""What is worked out once for a day, so that every question about it can build on it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import ibis.expr.types as ir

from duly.analytics.assessment.accounts import account_list
from duly.analytics.behaviour.accounts import behaviour
from duly.analytics.behaviour.trend import trend
from duly.analytics.conversion import rate_table
from duly.analytics.dimensions import Dimension
from duly.analytics.exposure import exposure
from duly.analytics.metrics.balances import high_credit
from duly.analytics.metrics.periods import Scope
from duly.analytics.open_items import open_items
from duly.analytics.promises import OUTCOMES, promise_outcomes
from duly.analytics.settlements import paid_invoices, payment_parts
from duly.analytics.statements.models import statement_models
from duly.book.policy.credit_policy import CreditPolicy
from duly.book.tables import Book


@dataclass(frozen=True)
class Workings:
    """Tables of one book on one day, computed and kept by the engine.

    `statements` and `rates` are None where the source has none.
    """

    book: Book
    as_of: date
    accounts: ir.Table
    items: ir.Table
    parts: ir.Table
    paid: ir.Table
    behaviour: ir.Table
    trend: ir.Table
    exposure: ir.Table
    high_credit: ir.Table
    promises: ir.Table
    statements: ir.Table | None
    rates: ir.Table | None


def work_out(book: Book, policy: CreditPolicy, *, as_of: date) -> Workings:
    """Compute the tables that the assessment, the warnings and the worklist share."""
    keep = book.engine.keep
    items = keep(open_items(book, as_of=as_of))
    parts = keep(payment_parts(book, as_of=as_of))
    paid = keep(paid_invoices(book, as_of=as_of))
    recent, history = policy.warnings.recent_days, policy.warnings.history_days
    scope = Scope(as_of, policy.metrics)
    return Workings(
        book,
        as_of,
        accounts=keep(account_list(book, as_of=as_of)),
        items=items,
        parts=parts,
        paid=paid,
        behaviour=keep(behaviour(paid, parts, as_of=as_of)),
        trend=keep(trend(paid, parts, as_of=as_of, recent_days=recent, history_days=history)),
        exposure=keep(exposure(book, as_of=as_of, policy=policy.exposure, items=items)),
        high_credit=keep(high_credit(book, scope=scope, by=(Dimension.ACCOUNT,))),
        promises=_promises(book, policy, as_of=as_of),
        statements=_kept_if("statements", book, lambda: statement_models(book, as_of=as_of)),
        rates=_kept_if("rates", book, lambda: rate_table(book, as_of=as_of)),
    )


def _promises(book: Book, policy: CreditPolicy, *, as_of: date) -> ir.Table:
    days = policy.metrics.promise_tolerance_days
    made = _kept_if(
        "promises", book, lambda: promise_outcomes(book, as_of=as_of, tolerance_days=days)
    )
    return book.engine.empty(OUTCOMES) if made is None else made


def _kept_if(source: str, book: Book, worked_out: Callable[[], ir.Table]) -> ir.Table | None:
    """None for what is made from a table the book does not have: writing a query costs time."""
    return book.engine.keep(worked_out()) if source in book.present else None
