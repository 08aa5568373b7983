"""Which columns does each command show, under which titles?"""

from __future__ import annotations

from dataclasses import replace

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
    Column("limit_units", "Limit advised", "units", CURRENCY, is_told_at_zero=True),
    Column("limit_binding", "Bound by", codes_of="binding"),
    Column("recommended_days", "Terms, days", "integer"),
    Column("deposit_share", "Deposit", "share"),
    Column("security", "Security", codes_of="security"),
    Column("expected_loss_units", "Expected loss", "units", CURRENCY),
)

# The X-ray's JSON is public and names two of them otherwise.
_IN_XRAY = {"limit_binding": "binding", "recommended_days": "terms_days"}
XRAY_ACCOUNTS = tuple(replace(c, key=_IN_XRAY.get(c.key, c.key)) for c in ASSESS)

EXPOSURE = (
    Column("account_id", "Account"),
    Column("name", "Name"),
    Column("currency", "Currency"),
    Column("open_invoices_units", "Open invoices", "units", CURRENCY),
    Column("unbilled_units", "Unbilled", "units", CURRENCY),
    Column("open_orders_units", "Open orders", "units", CURRENCY),
    Column("open_credits_units", "less credits", "units", CURRENCY),
    Column("unapplied_units", "less cash", "units", CURRENCY),
    Column("exposure_units", "Exposure", "units", CURRENCY),
    Column("insured_units", "of which insured", "units", CURRENCY),
    Column("overdue_units", "Overdue", "units", CURRENCY),
)

GROUP_EXPOSURE = (
    Column("group_id", "Group"),
    Column("name", "Name"),
    Column("currency", "Currency"),
    Column("accounts", "Accounts", "integer"),
    Column("exposure_units", "Exposure", "units", CURRENCY),
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
    Column("action", "Action", codes_of="action"),
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
