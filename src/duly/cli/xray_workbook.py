"""How does an X-ray become a workbook one can filter?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from duly.cli.metrics import for_people
from duly.cli.tables import CURRENCY, METRICS_IN_FILES, WORKLIST, XRAY_ACCOUNTS
from duly.cli.worklist import said
from duly.report.columns import ReportColumn as Column
from duly.report.words import definition, title
from duly.report.xlsx_file import Sheet, write_xlsx
from duly.report.xray.facts import bucket_name

AGEING = (
    Column("currency", "Currency"),
    Column("bucket", "Bucket"),
    Column("items", "Items", "integer"),
    Column("units", "Open", "units", CURRENCY),
    Column("disputed_units", "of which disputed", "units", CURRENCY),
)
GRADES = (
    Column("currency", "Currency"),
    Column("grade", "Grade"),
    Column("accounts", "Accounts", "integer"),
    Column("exposure_units", "Exposure", "units", CURRENCY),
    Column("limit_units", "Limits advised", "units", CURRENCY),
    Column("without_limit", "Accounts without limit", "integer"),
    Column("beyond_limit_units", "Exposure beyond limits", "units", CURRENCY),
    Column("expected_loss_units", "Expected loss", "units", CURRENCY),
)
SIGNALS = (
    Column("code", "Warning", codes_of="warning"),
    Column("accounts", "Accounts", "integer"),
    Column("meaning", "What it means"),
)
WARNINGS = (
    Column("account_id", "Account"),
    Column("name", "Name"),
    Column("code", "Warning", codes_of="warning"),
    Column("observed", "Observed", "number"),
    Column("usual", "Usual", "number"),
    Column("threshold", "Threshold", "number"),
    Column("currency", "Currency"),
    Column("open_units", "Open", "units", CURRENCY),
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
    Column("reason", "Why", codes_of="mapping"),
)

Facts = Mapping[str, Any]
Lines = Iterator[dict[str, Any]]


def write_workbook(facts: Facts, path: Path) -> None:
    """One sheet a table of the X-ray."""
    sheets = [
        Sheet("Ageing", AGEING, _ageing(facts)),
        Sheet("Metrics", METRICS_IN_FILES, [for_people(dict(line)) for line in facts["metrics"]]),
        Sheet("Grades", GRADES, facts["grade_totals"]),
        Sheet("Accounts", XRAY_ACCOUNTS, facts["assessments"]),
        Sheet("Warnings by signal", SIGNALS, _signals(facts)),
        Sheet("Early warnings", WARNINGS, facts["warnings"]),
        Sheet("Worklist", WORKLIST, _calls(facts)),
        Sheet("Quality", QUALITY, _quality(facts)),
        Sheet("Columns", MAPPING, facts["mapping_detail"]),
    ]
    write_xlsx(path, sheets)


def _ageing(facts: Facts) -> Lines:
    for line in facts["ageing"]:
        yield {**line, "bucket": bucket_name(line["bucket"])}


def _signals(facts: Facts) -> Lines:
    for code, accounts in facts["warnings_by_code"].items():
        meaning = definition(code, kind="warning")
        yield {"code": code, "accounts": accounts, "meaning": meaning}


def _calls(facts: Facts) -> Lines:
    for line in facts["worklist"]:
        why = " ".join(said(reason, line["currency"]) for reason in line["reasons"])
        yield {**line, "why": why}


def _quality(facts: Facts) -> Lines:
    for line in facts["quality"]:
        aside = "yes" if line["set_aside"] else "no"
        yield {**line, "title": title(line["code"], kind="finding"), "set_aside": aside}
