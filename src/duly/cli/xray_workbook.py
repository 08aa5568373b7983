"""How does an X-ray become a workbook one can filter?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from duly.cli.tables import CURRENCY
from duly.report.columns import ReportColumn as Column
from duly.report.words import title
from duly.report.xlsx_file import Sheet, write_xlsx

AGEING = (
    Column("currency", "Currency"),
    Column("bucket", "Bucket"),
    Column("items", "Items", "integer"),
    Column("units", "Open", "units", CURRENCY),
    Column("disputed_units", "of which disputed", "units", CURRENCY),
)
METRICS = (
    Column("currency", "Currency"),
    Column("metric", "Metric"),
    Column("value", "Value", "number"),
    Column("unit", "Unit"),
    Column("reason", "Note"),
)
ACCOUNTS = (
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
    Column("terms_days", "Terms, days", "integer"),
    Column("deposit_share", "Deposit", "share"),
    Column("expected_loss_units", "Expected loss", "units", CURRENCY),
)
WARNINGS = (
    Column("account_id", "Account"),
    Column("name", "Name"),
    Column("code", "Warning"),
    Column("observed", "Observed", "number"),
    Column("usual", "Usual", "number"),
    Column("threshold", "Threshold", "number"),
    Column("currency", "Currency"),
    Column("open_units", "Open", "units", CURRENCY),
)
CALLS = (
    Column("rank", "Rank", "integer"),
    Column("account_id", "Account"),
    Column("name", "Name"),
    Column("currency", "Currency"),
    Column("overdue_units", "Overdue", "units", CURRENCY),
    Column("expected_units", "Expected from a call", "units", CURRENCY),
    Column("oldest_days", "Oldest, days", "integer"),
    Column("action", "Action"),
)
QUALITY = (
    Column("code", "Code"),
    Column("title", "What"),
    Column("count", "Count", "integer"),
    Column("set_aside", "Set aside"),
)
MAPPING = (
    Column("source", "Column of the file"),
    Column("book", "Column of the book"),
    Column("confidence", "Confidence", "share"),
    Column("reason", "Why"),
)


def write_workbook(facts: Mapping[str, Any], path: Path) -> None:
    """One sheet a table of the X-ray."""
    quality = [
        {**line, "title": title(line["code"], kind="finding"), "set_aside": _yes(line)}
        for line in facts["quality"]
    ]
    sheets = [
        Sheet("Ageing", AGEING, facts["ageing"]),
        Sheet("Metrics", METRICS, facts["metrics"]),
        Sheet("Accounts", ACCOUNTS, facts["assessments"]),
        Sheet("Early warnings", WARNINGS, facts["warnings"]),
        Sheet("Worklist", CALLS, facts["worklist"]),
        Sheet("Quality", QUALITY, quality),
        Sheet("Columns", MAPPING, facts["mapping_detail"]),
    ]
    write_xlsx(path, sheets)


def _yes(line: Mapping[str, Any]) -> str:
    return "yes" if line["set_aside"] else "no"
