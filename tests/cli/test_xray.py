"""Does `duly xray` print a page, write a report and put everything into its JSON?"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from docs.reference_pages.xray_json import KEYS
from tests.book.hostile import workbook
from tests.cli.command import Ran, duly

from duly.report.words import without_words

# What other programs may rely on, whatever the report looks like.
PROMISED = {
    "as_of", "mapping", "rows", "accounts", "invoices", "paid", "open_units", "overdue_units",
    "ageing", "dso_days", "disputed", "grades", "warnings", "quality", "reasons",
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("xray")


@pytest.fixture(scope="module")
def ran(ledger: Path, folder: Path) -> Ran:
    files = {"--json": "x.json", "--html": "x.html", "--xlsx": "x.xlsx", "--save-mapping": "m.toml"}
    words = [word for option, name in files.items() for word in (option, folder / name)]
    return duly("xray", ledger, "--as-of", "2026-10-31", *words)


@pytest.fixture(scope="module")
def facts(ran: Ran, folder: Path) -> dict[str, Any]:
    assert ran.code == 0, ran.err
    return json.loads((folder / "x.json").read_text(encoding="utf-8"))


def test_the_reference_tells_every_key_of_the_json(facts):
    assert facts.keys() == KEYS.keys()


def test_the_json_keeps_its_promises(facts):
    assert facts.keys() >= PROMISED
    rows = facts["rows"]
    assert rows["read"] == rows["accepted"] + rows["set_aside"]
    for currency, units in facts["open_units"].items():
        aged = [line["units"] for line in facts["ageing"] if line["currency"] == currency]
        assert sum(aged) == units


def test_what_is_null_says_why(facts):
    assert facts["disputed"] is None
    assert facts["reasons"]["disputed"] == "no_disputes"
    assert without_words(facts["reasons"].values(), "unknown") == []
    assert without_words([line["code"] for line in facts["quality"]], "finding") == []


def test_the_summary_fits_a_page_and_names_the_report(ran: Ran, folder: Path):
    lines = ran.out.splitlines()
    assert 12 <= len(lines) <= 45
    assert lines[-1] == f"The full report: {folder / 'x.html'}"


def test_the_report_needs_no_script_and_no_network(facts, folder: Path):
    page = (folder / "x.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "://" not in page.replace("http://www.w3.org/", "")
    assert (folder / "x.xlsx").stat().st_size > 5_000


def test_the_saved_mapping_reads_the_export_again_as_it_was_read(facts, folder, ledger):
    columns = tomllib.loads((folder / "m.toml").read_text(encoding="utf-8"))["column"]
    assert {c["book"] for c in columns} - {""} <= set(facts["mapping"].values()) - {None}
    again = duly("ageing", ledger, "--as-of", "2026-10-31", "--mapping", folder / "m.toml")
    assert again.out == duly("ageing", ledger, "--as-of", "2026-10-31").out


def test_a_book_folder_has_no_mapping_to_save(book: Path, here: Path):
    ran = duly("xray", book, "--save-mapping", "m.toml")
    assert (ran.code, ran.err) == (2, "duly: --save-mapping: a book folder needs no mapping\n")
    assert list(here.iterdir()) == []


def test_a_workbook_larger_than_any_memory_is_refused_by_file_and_cell(tmp_path: Path):
    bomb = workbook(tmp_path / "bomb.xlsx", ["A1", "XFD1048576"])
    ran = duly("xray", bomb)
    assert ran.code == 2
    assert ran.err.startswith("duly: bomb.xlsx: a sheet reaches to cell XFD1048576;")
