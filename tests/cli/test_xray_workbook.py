"""Does the workbook of an X-ray hold every table of its JSON, in words and in money?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from tests.cli.command import duly

Sheets = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def both(book: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Sheets]:
    """The JSON of an X-ray, and the sheets of its workbook by title."""
    folder = tmp_path_factory.mktemp("workbook")
    files = {"--json": "x.json", "--html": "x.html", "--xlsx": "x.xlsx"}
    words = [word for option, name in files.items() for word in (option, folder / name)]
    assert duly("xray", book, "--as-of", "2026-10-31", *words).code == 0
    made = CalamineWorkbook.from_path(str(folder / "x.xlsx"))
    sheets = {name: made.get_sheet_by_name(name).to_python() for name in made.sheet_names}
    tables = {
        name: [dict(zip(t[0], row, strict=True)) for row in t[1:]] for name, t in sheets.items()
    }
    return json.loads((folder / "x.json").read_text(encoding="utf-8")), tables


def test_every_list_of_the_json_has_its_sheet(both):
    facts, sheets = both
    counts = {
        "Ageing": "ageing", "Metrics": "metrics", "Grades": "grade_totals",
        "Accounts": "assessments", "Warnings by signal": "warnings_by_code",
        "Early warnings": "warnings", "Worklist": "worklist", "Quality": "quality",
        "Columns": "mapping_detail",
    }  # fmt: skip
    assert {name: len(sheets[name]) for name in sheets} == {
        name: len(facts[key]) for name, key in counts.items()
    }


def test_the_grades_add_up_to_the_accounts_and_stand_in_money(both):
    facts, sheets = both
    assert sum(line["Accounts"] for line in sheets["Grades"]) == facts["accounts"]
    told = [line["Exposure"] for line in sheets["Grades"]]
    assert told == [line["exposure_units"] / 100 for line in facts["grade_totals"]]


def test_signals_actions_and_what_binds_a_limit_are_said_in_words(both):
    sheets = both[1]
    assert "Payment stopped" in [line["Warning"] for line in sheets["Warnings by signal"]]
    assert all(line["What it means"] for line in sheets["Warnings by signal"])
    assert {line["Action"] for line in sheets["Worklist"]} <= {"Call", "Settle the dispute"}
    assert "grade_cap" not in [line["Bound by"] for line in sheets["Accounts"]]
    assert all(line["Bound by"] and line["Terms, days"] != "" for line in sheets["Accounts"])


def test_an_amount_among_the_metrics_stands_in_the_major_unit(both):
    facts, sheets = both
    owed = {line["Currency"]: line for line in sheets["Metrics"] if line["Code"] == "open_units"}
    assert {code: line["Amount"] for code, line in owed.items()} == {
        code: units / 100 for code, units in facts["open_units"].items()
    }
    assert {line["Value"] for line in owed.values()} == {""}
