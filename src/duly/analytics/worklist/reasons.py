"""Why is this account on the list, in codes with numbers?"""

from __future__ import annotations

from collections.abc import Iterator

import ibis
import ibis.expr.types as ir


def worklist_reasons(listed: ir.Table) -> ir.Table:
    """One row a reason of each account of `worklist`, also of those left alone.

    Columns: account_id, place (1 = first to be said), code (overdue_amount, oldest_item,
    broken_promises, early_warnings, later_than_usual, as_late_as_usual, disputed_amount,
    promise_running, below_minimum, within_grace), observed (float64: days or a count; null where
    the reason is an amount or a day), units (int64, in the account's currency), until (date).
    """
    rows = [_row(listed, place, reason) for place, reason in enumerate(_reasons(listed), start=1)]
    return ibis.union(*rows, distinct=False)


Reason = tuple[str, ir.BooleanValue, ir.Value | None, ir.Value | None]


def _reasons(listed: ir.Table) -> Iterator[Reason]:
    """Code, when it applies, the number behind it, the money behind it."""
    for code in ("promise_running", "below_minimum", "within_grace"):
        yield code, listed.wait_reason == code, None, None
    usual = listed.usual_days_late
    yield "overdue_amount", listed.collectible_units > 0, None, listed.collectible_units
    yield "oldest_item", listed.oldest_days > 0, listed.oldest_days, None
    yield "broken_promises", listed.broken_promises > 0, listed.broken_promises, None
    yield "early_warnings", listed.warnings > 0, listed.warnings, None
    yield "later_than_usual", listed.oldest_days > usual, usual, None
    yield "as_late_as_usual", listed.oldest_days <= usual, usual, None
    disputed = listed.disputed_overdue_units
    yield "disputed_amount", disputed > 0, None, disputed


def _row(listed: ir.Table, place: int, reason: Reason) -> ir.Table:
    code, applies, observed, units = reason
    return listed.filter(applies).select(
        "account_id",
        place=ibis.literal(place).cast("int64"),
        code=ibis.literal(code),
        observed=ibis.null("float64") if observed is None else observed.cast("float64"),
        units=ibis.null("int64") if units is None else units.cast("int64"),
        until=listed.wait_until,
    )
