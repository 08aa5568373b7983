"""What do others say of an account on a day: its bureau, and its own financial statements?"""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from duly.analytics.bureau import newest_reports
from duly.analytics.statements.altman import altman_scores
from duly.analytics.statements.lines import line, quotient
from duly.analytics.statements.usable import usable_statements
from duly.book.tables import Book


def bureau_opinion(then: Book, *, as_of: date) -> ir.Table:
    """One row an account with a report: account_id, bureau_standing, adverse_events."""
    newest = newest_reports(then, as_of=as_of)
    return newest.select("account_id", "bureau_standing", "adverse_events")


def statement_strength(then: Book, *, as_of: date) -> ir.Table:
    """One row an account with a usable statement: account_id, z_double_prime, equity_ratio."""
    usable = usable_statements(then, as_of=as_of)
    latest = usable.filter(usable.is_latest)
    return latest.select(
        "account_id",
        z_double_prime=altman_scores(latest)["altman_z_double_prime"],
        equity_ratio=quotient(line(latest, "equity"), line(latest, "total_assets")),
    )
