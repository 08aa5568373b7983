"""What did a bureau last say of each account?"""

from __future__ import annotations

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book

REPORT_MOST_DAYS = 730


def newest_reports(book: Book, *, as_of: date) -> ir.Table:
    """One row an account: its newest report of the last two years, and where its score stands.

    Of several on one day it is that of the first bureau by the alphabet. Columns: those of the
    book's `reports`, and bureau_standing (float64: 0 the worst of the bureau's own scale, 1 the
    best; null without a scale).
    """
    reports = book.reports
    oldest = as_of - timedelta(days=REPORT_MOST_DAYS)
    usable = reports.filter(reports.received_on <= as_of, reports.received_on > oldest)
    order = [usable.received_on.desc(), usable.bureau]
    window = ibis.window(group_by="account_id", order_by=order)
    numbered = usable.mutate(age=ibis.row_number().over(window))
    newest = numbered.filter(numbered.age == 0).drop("age")
    span = (newest.score_max - newest.score_min).nullif(0.0)
    standing = ((newest.score - newest.score_min) / span).clip(0.0, 1.0)
    return newest.mutate(bureau_standing=standing)
