import csv
import datetime as dt
from pathlib import Path

import pytest

from duly.report.columns import ReportColumn
from duly.report.csv_file import write_csv

COLUMNS = [
    ReportColumn("name", "Name"),
    ReportColumn("open_units", "Open", "units", currency_key="currency"),
    ReportColumn("due_on", "Due", "date"),
    ReportColumn("days", "Days", "integer"),
]


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_obey_gets_an_apostrophe(tmp_path: Path, start: str) -> None:
    write_csv(tmp_path / "t.csv", COLUMNS[:1], [{"name": f"{start}cmd|'/c calc'!A1"}])
    assert _read(tmp_path / "t.csv")[1] == [f"'{start}cmd|'/c calc'!A1"]


@pytest.mark.parametrize("text", ["Brauhaus", "a=b", "'quoted", "", 'say "so", twice'])
def test_other_text_is_left_alone(tmp_path: Path, text: str) -> None:
    write_csv(tmp_path / "t.csv", COLUMNS[:1], [{"name": text}, {"name": "x"}])
    assert _read(tmp_path / "t.csv")[1] in ([text], [])


def test_our_own_negative_numbers_keep_their_minus(tmp_path: Path) -> None:
    row = {"name": "n", "open_units": -123450, "currency": "EUR", "days": -3}
    write_csv(tmp_path / "t.csv", COLUMNS, [{**row, "due_on": dt.date(2026, 11, 21)}])
    assert _read(tmp_path / "t.csv")[1] == ["n", "-1234.50", "2026-11-21", "-3"]


def test_absent_values_are_empty_and_headings_are_keys(tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", COLUMNS, [{"name": None, "currency": "EUR"}])
    assert _read(tmp_path / "t.csv") == [["name", "open_units", "due_on", "days"], ["", "", "", ""]]


def test_a_table_without_rows_has_its_headings(tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", COLUMNS, [])
    assert len(_read(tmp_path / "t.csv")) == 1


def test_codes_stay_codes_for_other_programs(tmp_path: Path) -> None:
    columns = [ReportColumn("action", "Action", codes_of="action")]
    write_csv(tmp_path / "t.csv", columns, [{"action": "settle_dispute"}])
    assert _read(tmp_path / "t.csv") == [["action"], ["settle_dispute"]]
