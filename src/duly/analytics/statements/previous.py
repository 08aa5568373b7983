"""What did the same lines say a year before?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.statements.lines import PREVIOUS
from duly.book.schema import STATEMENT_LINES

_MONTHS_BEFORE = 12
_SLACK_MONTHS = 1
_KEY = ("account_id", "period_end")
_LINES = ("period_end", "shares", *(f"{name}_units" for name in STATEMENT_LINES))


def with_previous_year(statements: ir.Table) -> ir.Table:
    """Add the year before: `previous_period_end`, `previous_shares`, `previous_<line>_units`.

    It is the statement of the same account and currency whose period ended 11 to 13 months
    earlier, the one nearest to 12 (of two equally near, the later); null where there is none.
    Expects and keeps one row per account_id and period_end.
    """
    month = month_number(statements.period_end)
    later = statements.mutate(
        month_no=month,
        first_month=month - _MONTHS_BEFORE - _SLACK_MONTHS,
        last_month=month - _MONTHS_BEFORE + _SLACK_MONTHS,
    )
    earlier = statements.select(
        previous_account=statements.account_id,
        previous_currency=statements.currency,
        previous_month=month,
        **{f"{PREVIOUS}{name}": statements[name] for name in _LINES},
    )
    joined = later.left_join(
        earlier,
        [
            later.account_id == earlier.previous_account,
            later.currency == earlier.previous_currency,
            earlier.previous_month >= later.first_month,
            earlier.previous_month <= later.last_month,
        ],
    )
    return _nearest(joined).select(*statements.columns, *(f"{PREVIOUS}{name}" for name in _LINES))


def month_number(day: ir.DateValue) -> ir.IntegerValue:
    """Months since year 0, so that a difference counts calendar months."""
    return (day.year() * 12 + day.month()).cast("int64")


def _nearest(pairs: ir.Table) -> ir.Table:
    distance = (pairs.month_no - pairs.previous_month - _MONTHS_BEFORE).abs()
    by_nearness = ibis.window(group_by=_KEY, order_by=[distance, pairs.previous_period_end.desc()])
    ranked = pairs.mutate(nearness=ibis.row_number().over(by_nearness))
    return ranked.filter(ranked.nearness == 0)
