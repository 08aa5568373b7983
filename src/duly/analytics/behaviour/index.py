"""How promptly does an account pay, as one number from 0 to 100, larger money counting more?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.behaviour.cells import WIDE
from duly.analytics.behaviour.currency import main_currencies
from duly.analytics.behaviour.measures import ratio
from duly.analytics.open_items import days_between
from duly.analytics.payment_index import payment_index_points

MONTHS = 12
MIN_EXPERIENCES = 3
TOO_FEW = "too_few_experiences"
_MILLION = 1_000_000


def payment_index(
    parts: ir.Table, open_items: ir.Table, *, as_of: date, months: int = MONTHS
) -> ir.Table:
    """One row an account with any experience: its payment index, weighted by amount.

    An experience is a part paid in the last `months` months (30.4375 days each), at its days
    late, and an open item past due, at its present lateness and without what is disputed of it:
    who stopped paying would otherwise keep the index of better days. Each experience is scored,
    then the scores are averaged, in the account's main currency (most experiences, ties by the
    alphabet).

    Columns: account_id, currency, payment_index (float64, 0 to 100; null below
    `MIN_EXPERIENCES` experiences in that currency), experience_count, of which overdue_count,
    weighed_units (int64), why_null (`too_few_experiences` or null).
    Source: handbook 01 section 3, example D; the index is our own, not a bureau's.
    """
    seen = _experiences(parts, open_items, as_of=as_of, months=months)
    by_currency = _added_up(seen, "account_id", "currency")
    mains = main_currencies(by_currency, count="experience_count").select(
        "account_id", currency="main_currency"
    )
    return _judged(mains.join(by_currency, ["account_id", "currency"]), "account_id", "currency")


def portfolio_index(
    parts: ir.Table, open_items: ir.Table, *, as_of: date, months: int = MONTHS
) -> ir.Table:
    """One row a currency: the payment index of the whole book, by the same rules.

    Columns: those of `payment_index` but account_id.
    """
    seen = _experiences(parts, open_items, as_of=as_of, months=months)
    return _judged(_added_up(seen, "currency"), "currency")


def _experiences(parts: ir.Table, open_items: ir.Table, *, as_of: date, months: int) -> ir.Table:
    age = days_between(parts.paid_on, as_of)
    recent = parts.filter(age >= 0, age < round(months * 30.4375), parts.paid_units > 0)
    owed = open_items.mutate(owed_units=open_items.open_units - open_items.disputed_units)
    overdue = owed.filter(owed.days_past_due > 0, owed.owed_units > 0)
    return ibis.union(
        recent.select(
            "account_id", "currency", units="paid_units", days="days_late", is_overdue=False
        ),
        overdue.select(
            "account_id", "currency", units="owed_units", days="days_past_due", is_overdue=True
        ),
    )


def _added_up(seen: ir.Table, *keys: str) -> ir.Table:
    # Points in millionths are whole numbers, so that sums are the same in any order.
    millionths = (payment_index_points(seen.days) * _MILLION).round().cast("int64")
    weighed = seen.units.cast("decimal(19, 0)") * millionths.cast("decimal(9, 0)")
    return seen.group_by(*keys).agg(
        experience_count=seen.count(),
        overdue_count=seen.is_overdue.sum().cast("int64"),
        weighed_units=seen.units.sum(),
        point_units=weighed.sum().cast(WIDE),
    )


def _judged(sums: ir.Table, *keys: str) -> ir.Table:
    is_enough = sums.experience_count >= MIN_EXPERIENCES
    index = ratio(sums.point_units, sums.weighed_units) / _MILLION
    return sums.select(
        *keys,
        "experience_count",
        "overdue_count",
        "weighed_units",
        payment_index=ibis.ifelse(is_enough, index, ibis.null("float64")),
        why_null=ibis.ifelse(is_enough, ibis.null("string"), TOO_FEW),
    )
