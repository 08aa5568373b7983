import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from duly.report.columns import ReportColumn
from duly.report.xlsx_file import Sheet, write_xlsx

COLUMNS = [
    ReportColumn("name", "Name"),
    ReportColumn("open_units", "Open", "units", currency_key="currency"),
    ReportColumn("due_on", "Due", "date"),
    ReportColumn("late_share", "Late", "share"),
    ReportColumn("items", "Items", "integer"),
]
ROW = {
    "name": "Ångström & Söhne",
    "open_units": -123450,
    "currency": "EUR",
    "due_on": "2026-11-21",
    "late_share": 0.25,
    "items": 7,
}


def _read(path: Path, rows: list[dict[str, Any]]) -> list[list[Any]]:
    write_xlsx(path, [Sheet("Open items", COLUMNS, rows)])
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def test_values_come_back_as_what_they_are(tmp_path: Path) -> None:
    heading, row = _read(tmp_path / "t.xlsx", [ROW])
    assert heading == ["Name", "Open", "Due", "Late", "Items"]
    assert row == ["Ångström & Söhne", -1234.5, dt.date(2026, 11, 21), 0.25, 7.0]


@pytest.mark.parametrize(
    ("currency", "major"), [("JPY", 123450.0), ("KWD", 123.45), ("EUR", 1234.5)]
)
def test_money_stands_in_the_major_unit(tmp_path: Path, currency: str, major: float) -> None:
    row = {**ROW, "open_units": 123450, "currency": currency}
    assert _read(tmp_path / "t.xlsx", [row])[1][1] == major


def test_absent_values_are_empty_cells(tmp_path: Path) -> None:
    row = {**dict.fromkeys(ROW), "name": "n", "items": 0}
    assert _read(tmp_path / "t.xlsx", [row])[1] == ["n", "", "", "", 0.0]


def test_codes_stand_as_their_words(tmp_path: Path) -> None:
    columns = [ReportColumn("action", "Action", codes_of="action")]
    write_xlsx(tmp_path / "t.xlsx", [Sheet("Calls", columns, [{"action": "settle_dispute"}])])
    sheet = CalamineWorkbook.from_path(str(tmp_path / "t.xlsx")).get_sheet_by_index(0)
    assert sheet.to_python()[1] == ["Settle the dispute"]


@pytest.mark.parametrize("text", ["=1+1", "http://example.org", "0123", "a\x00b", "x" * 40_000])
def test_no_text_becomes_a_formula_a_link_or_a_number(tmp_path: Path, text: str) -> None:
    read = _read(tmp_path / "t.xlsx", [{**ROW, "name": text}])[1][0]
    assert read == text.replace("\x00", "\ufffd")[:32_767]
    parts = zipfile.ZipFile(tmp_path / "t.xlsx")
    sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_headings_are_frozen_and_filtered(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "t.xlsx", [Sheet("S", COLUMNS, [ROW, ROW])])
    sheet = zipfile.ZipFile(tmp_path / "t.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:E3"/>' in sheet


def test_a_day_before_1900_is_kept_as_text(tmp_path: Path) -> None:
    assert (
        _read(tmp_path / "t.xlsx", [{**ROW, "due_on": dt.date(1899, 1, 2)}])[1][2] == "1899-01-02"
    )


def test_titles_are_made_fit_for_excel_and_stay_apart(tmp_path: Path) -> None:
    titles = ["Limits [2026/11]: all*?", "limits  2026 11   all", "x" * 40, "x" * 40, ""]
    write_xlsx(tmp_path / "t.xlsx", [Sheet(title, COLUMNS, []) for title in titles])
    made = CalamineWorkbook.from_path(str(tmp_path / "t.xlsx")).sheet_names
    assert len({title.casefold() for title in made}) == 5
    assert all(0 < len(title) <= 31 for title in made)


def test_a_failure_leaves_no_file_behind(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_xlsx(tmp_path / "t.xlsx", [Sheet("S", COLUMNS, [{"open_units": 1}])])
    assert list(tmp_path.iterdir()) == []
