"""Which columns does each command show, under which titles?"""

from __future__ import annotations

from duly.report.columns import ReportColumn as Column

CURRENCY = "currency"

ASSESS = (
    Column("account_id", "Account"),
    Column("name", "Name"),
    Column("country", "Country"),
    Column("currency", "Currency"),
    Column("grade", "Grade"),
    Column("score", "Score", "integer"),
    Column("pd", "PD, 1 year", "share"),
    Column("exposure_units", "Exposure", "units", CURRENCY),
    Column("overdue_units", "Overdue", "units", CURRENCY),
    Column("current_limit_units", "Present limit", "units", CURRENCY),
    Column("limit_units", "Limit advised", "units", CURRENCY),
    Column("limit_binding", "Bound by"),
    Column("recommended_days", "Terms, days", "integer"),
    Column("deposit_share", "Deposit", "share"),
    Column("security", "Security"),
    Column("expected_loss_units", "Expected loss", "units", CURRENCY),
)

WORKLIST = (
    Column("rank", "Rank", "integer"),
    Column("account_id", "Account"),
    Column("name", "Name"),
    Column("currency", "Currency"),
    Column("grade", "Grade"),
    Column("overdue_units", "Overdue", "units", CURRENCY),
    Column("collectible_units", "Undisputed", "units", CURRENCY),
    Column("oldest_days", "Oldest, days", "integer"),
    Column("expected_units", "Expected from a call", "units", CURRENCY),
    Column("action", "Action"),
    Column("why", "Why"),
)

METRICS = (
    Column("currency", "Currency"),
    Column("title", "Metric"),
    Column("shown", "Value"),
    Column("note", "Note"),
)

# A spreadsheet wants figures, not words: money in one column, all else in another.
METRICS_IN_FILES = (
    Column("currency", "Currency"),
    Column("metric", "Code"),
    Column("title", "Metric"),
    Column("figure", "Value", "number"),
    Column("amount_units", "Amount", "units", CURRENCY),
    Column("unit", "Unit"),
    Column("reason", "Reason"),
)

KEY_TITLES = {
    "account_id": "Account",
    "group_id": "Group",
    "entity": "Entity",
    "segment": "Segment",
    "sector": "Sector",
    "country": "Country",
}
