"""What does each bureau's newest report say, against its own earlier ones?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.open_items import days_between
from duly.analytics.warnings.evidence import Evidence
from duly.book.policy.warnings import WarningPolicy

MONTH_DAYS = 30.4375


def newest_reports(
    evidence: Evidence, policy: WarningPolicy, *, worth: ir.NumericValue
) -> ir.Table:
    """One row an account and bureau with a report of the last bureau_months that has the worth.

    `worth` is a column of the book's reports that is compared. Columns: account_id, bureau,
    received_on and newest (of the newest such report), highest_before (the highest worth of the
    earlier ones; null if there is none), report_count.
    """
    reports = evidence.book.reports.mutate(worth=worth)
    age = days_between(reports.received_on, evidence.as_of)
    usable = reports.filter(
        age >= 0, age < round(policy.bureau_months * MONTH_DAYS), reports.worth.notnull()
    )
    own = usable.mutate(newest_on=usable.received_on.max().over(group_by=("account_id", "bureau")))
    is_newest = own.received_on == own.newest_on
    return own.group_by("account_id", "bureau").agg(
        received_on=own.newest_on.max(),
        newest=own.worth.max(where=is_newest),
        highest_before=own.worth.max(where=~is_newest),
        report_count=own.count(),
    )


def worst_of(found: ir.Table, measure: str) -> ir.Table:
    """The row of each account where `measure` is highest; ties by the bureau's name."""
    place = ibis.row_number().over(
        group_by="account_id", order_by=[found[measure].desc(), found.bureau.asc()]
    )
    ranked = found.mutate(place=place)
    return ranked.filter(ranked.place == 0).drop("place")
