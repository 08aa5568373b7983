"""Are the typical reports of ledger tools in six languages read as a person would read them?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.book.recognition.golden_summary import summary

from duly.book.engines import duckdb_engine
from duly.book.recognition import recognise
from duly.book.recognition.codes import CODES
from duly.book.tables import book_from_arrow

EXPORTS = Path(__file__).parents[2] / "golden" / "exports"
FILES = sorted(path for path in EXPORTS.iterdir() if path.suffix != ".json")


def test_there_are_at_least_fourteen_exports():
    assert len(FILES) >= 14


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_export_is_understood_as_its_golden_file_says(path: Path):
    expected = json.loads(path.with_suffix(path.suffix + ".json").read_text(encoding="utf-8"))
    assert summary(recognise(path)) == expected


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_its_tables_make_a_book(path: Path):
    found = recognise(path)
    book = book_from_arrow(duckdb_engine(), found.tables)
    assert book.engine.fetch(book.invoices).num_rows == found.tables["invoices"].num_rows


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_finding_has_a_sentence(path: Path):
    assert {finding.code for finding in recognise(path).findings} <= CODES.keys()
