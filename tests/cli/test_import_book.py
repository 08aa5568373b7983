"""Does `duly import` write a whole book, or nothing?"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.book.hostile import workbook
from tests.cli.command import duly


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_an_imported_book_is_as_old_as_its_export(ledger: Path, here: Path, form: str):
    ran = duly("import", ledger, "book", "--form", form)
    assert ran.code == 0, ran.err
    assert Path("book", f"invoices.{form}").exists()
    words = ("--as-of", "2026-10-31", "--json", "-")
    rows = [duly("ageing", path, *words).json["rows"] for path in ("book", ledger)]
    assert rows[0] == rows[1]


def test_columns_and_findings_are_shown_and_the_mapping_is_kept(ledger: Path, here: Path):
    ran = duly("import", ledger, "book")
    assert "  Outstanding -> open_amount  " in ran.out
    assert ran.out.endswith("The book: book\n")
    again = duly("import", ledger, "again", "--mapping", "book/mapping.toml", "--json", "-")
    assert set(again.json["mapping"].values()) >= {"open_amount", "due_on", "paid_on"}


def test_what_is_there_is_not_replaced_unless_asked(ledger: Path, here: Path):
    Path("book").mkdir()
    Path("book", "notes.txt").write_text("mine")
    ran = duly("import", ledger, "book")
    assert (ran.code, ran.out) == (2, "")
    assert "is not empty" in ran.err
    assert [path.name for path in here.rglob("*")] == ["book", "notes.txt"]


def test_the_form_of_the_export_is_told_by_its_content_not_its_name(ledger: Path, here: Path):
    Path("ledger.xlsx").write_bytes(ledger.read_bytes())
    assert duly("import", "ledger.xlsx", "book").code == 0


def test_a_workbook_larger_than_any_memory_is_refused_by_file_and_cell(tmp_path: Path):
    bomb = workbook(tmp_path / "bomb.xlsx", ["A1", "XFD1048576"])
    ran = duly("import", bomb, tmp_path / "book")
    assert ran.code == 2
    assert ran.err.startswith("duly: bomb.xlsx: a sheet reaches to cell XFD1048576;")
