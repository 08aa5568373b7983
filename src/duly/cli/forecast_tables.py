"""Which columns do the tables of a forecast have?"""

from __future__ import annotations

from duly.report.columns import ReportColumn

_BANDS = (
    ReportColumn("p10_units", "P10", "units", "currency"),
    ReportColumn("p50_units", "P50", "units", "currency"),
    ReportColumn("p90_units", "P90", "units", "currency"),
    ReportColumn("expected_units", "Expected", "units", "currency"),
)
_LINE = (
    ReportColumn("entity", "Entity"),
    ReportColumn("currency", "Currency"),
    ReportColumn("source", "Source"),
)
WEEKS = (
    *_LINE,
    ReportColumn("week", "Week", "integer"),
    ReportColumn("week_start", "From", "date"),
    *_BANDS,
)
WEEKS_SHOWN = (
    ReportColumn("currency", "Currency"),
    ReportColumn("week_start", "Week from", "date"),
    *_BANDS,
)
DAYS = (
    *_LINE,
    ReportColumn("day", "Day", "integer"),
    ReportColumn("day_on", "On", "date"),
    *_BANDS,
)
ACCOUNTS = (
    ReportColumn("account_id", "Account"),
    ReportColumn("name", "Name"),
    ReportColumn("currency", "Currency"),
    ReportColumn("week", "Week", "integer"),
    ReportColumn("week_start", "From", "date"),
    *_BANDS,
)
INVOICES = (
    ReportColumn("invoice_id", "Invoice"),
    ReportColumn("account_id", "Account"),
    ReportColumn("name", "Name"),
    ReportColumn("currency", "Currency"),
    ReportColumn("open_units", "Open", "units", "currency"),
    ReportColumn("due_on", "Due", "date"),
    ReportColumn("p10_on", "P10", "date"),
    ReportColumn("p50_on", "P50", "date"),
    ReportColumn("p90_on", "P90", "date"),
    ReportColumn("p50_days", "P50, days late", "days"),
    ReportColumn("mean_days", "Mean, days late", "days"),
    ReportColumn("p_late", "P(late)", "share"),
    ReportColumn("p_later_than_30", "P(over 30 days late)", "share"),
    ReportColumn("p_later_than_60", "P(over 60 days late)", "share"),
    ReportColumn("p_later_than_90", "P(over 90 days late)", "share"),
    ReportColumn("p_never", "P(not within a year)", "share"),
    ReportColumn("usual_days", "Customer's usual, days late", "days"),
)
AT_RISK = (
    ReportColumn("account_id", "Account"),
    ReportColumn("name", "Name"),
    ReportColumn("probability", "Probability", "share"),
    ReportColumn("before", "91 days ago", "share"),
)
