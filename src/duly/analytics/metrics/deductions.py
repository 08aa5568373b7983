"""How long do disputes keep money away?"""

from __future__ import annotations

import ibis.expr.types as ir

from duly.analytics.dimensions import By, columns_of, with_dimensions
from duly.analytics.metrics.definitions import Measured, Metric, Need, Unit, ratio
from duly.analytics.metrics.periods import Period, Scope
from duly.book.tables import Book


def deductions_raised(book: Book, *, scope: Scope, by: By) -> ir.Table:
    """Columns: those of `by`, currency, raised_units (int64): disputed in the last days.

    A dispute without an amount concerns the whole invoice.
    """
    disputes = book.disputes.filter(scope.deductions.holds(book.disputes.opened_on))
    claims = disputes.select("invoice_id", claimed="amount_units")
    issued = book.invoices.filter(book.invoices.issued_on <= scope.as_of)
    items = issued.select("invoice_id", "account_id", "entity", "currency", whole="amount_units")
    raised = with_dimensions(claims.join(items, "invoice_id"), book, by)
    return raised.group_by(*columns_of(by), "currency").agg(
        raised_units=raised.claimed.fill_null(raised.whole).sum().cast("int64")
    )


def _ddo(sums: ir.Table, scope: Scope) -> Measured:
    days = scope.policy.deduction_days
    return ratio(sums.disputed_units * days, sums.raised_units, missing="no_deductions")


def _deductions(scope: Scope) -> Period:
    return scope.deductions


DDO = Metric(
    "ddo",
    "Days deductions outstanding",
    "open amounts in dispute / amounts disputed in the last days (deduction_days) x those days",
    Unit.DAYS,
    _ddo,
    over=_deductions,
    needs=Need.DISPUTES,
)
