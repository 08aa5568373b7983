"""Does the page in the terminal say in words what was found, one as one and nothing as nothing?"""

from __future__ import annotations

from typing import Any

import pytest
from tests.report.example import xray

from duly.cli.xray_summary import summary


def told(**changes: Any) -> list[str]:
    return list(summary({**xray(), **changes}))


def finding(code: str, count: int = 1, *, set_aside: bool = False) -> dict[str, Any]:
    return {"code": code, "count": count, "set_aside": set_aside}


def test_one_is_said_as_one():
    one = {"count": 1, "late_count": 1, "late_share": 1.0, "mean_days_late": 3.0}
    lines = told(accounts=1, invoices={"count": 1, "open": 1, "overdue": 0}, paid=one)
    assert "1 account, 1 invoice, 1 open, 0 overdue" in lines
    assert any(line.startswith("Paid: 1 invoice, ") for line in lines)


def test_the_rows_tie_in_the_words_of_the_report():
    assert "Rows: 2,503 read = 2,466 accepted + 37 set aside." in told()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (finding("duplicate_row", 12, set_aside=True), "  12 × Row given twice (set aside)"),
        (finding("mixed_currencies", 1500), "  Several currencies"),
    ],
)
def test_only_what_is_found_in_rows_is_counted(line: dict[str, Any], said: str):
    assert said in told(quality=[line])


@pytest.mark.parametrize(("kinds", "said"), [(8, ""), (9, "1 more kind of "), (10, "2 more kinds")])
def test_findings_beyond_the_first_are_only_counted(kinds: int, said: str):
    lines = told(quality=[finding("duplicate_row")] * kinds)
    rest = [line for line in lines if "findings in the report" in line]
    assert len(rest) == bool(said)
    assert said in "".join(rest)


def test_where_no_currency_is_named_none_is_made_up():
    call = {**xray()["worklist"][0], "currency": "XXX", "overdue_units": 12_345}
    aged = [{**line, "currency": "XXX"} for line in xray()["ageing"]]
    units = {"open_units": {"XXX": 100}, "overdue_units": {"XXX": 0}, "dso_days": {"XXX": 3.0}}
    lines = told(**units, ageing=aged, worklist=[call])
    assert "no currency named  open 1.00, overdue 0.00 (0.0%); DSO 3 days" in lines
    assert any(": 123.45 overdue, " in line for line in lines)
    assert "XXX" not in "".join(lines)
