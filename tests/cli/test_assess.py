"""Does `duly assess` list every account with its reasons, its warnings and its limit?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.cli.command import duly, read_table

from duly.analytics.warnings import WARNINGS
from duly.report.words import without_words


@pytest.fixture(scope="module")
def assessed(book: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    table = tmp_path_factory.mktemp("assessed") / "assess.csv"
    said = duly("assess", book, "--as-of", "2026-10-31", "--json", "-", "--csv", table)
    assert said.code == 0, said.err
    rows = read_table(table)
    return {**said.json, "csv": rows}


def test_every_account_of_the_book_is_listed_once(assessed):
    ids = [row["account_id"] for row in assessed["rows"]]
    assert len(set(ids)) == len(ids) == 60
    assert [row["account_id"] for row in assessed["csv"]] == ids


def test_the_largest_exposure_stands_first(assessed):
    exposures = [row["exposure_units"] for row in assessed["rows"]]
    assert exposures == sorted(exposures, reverse=True)


def test_a_limit_never_exceeds_what_binds_it(assessed):
    limited = [row for row in assessed["rows"] if row["limit_units"] is not None]
    assert limited
    for row in limited:
        assert row["limit_units"] <= row[f"{row['limit_binding']}_units"]


def test_the_points_of_the_reasons_add_up_to_the_points_of_the_account(assessed):
    received: dict[str, int] = {}
    for reason in assessed["reasons"]:
        account = reason["account_id"]
        received[account] = received.get(account, 0) + reason["points"]
    assert received == {row["account_id"]: row["points"] for row in assessed["rows"]}


def test_every_code_has_words(assessed):
    rows, reasons, warnings = assessed["rows"], assessed["reasons"], assessed["warnings"]
    assert warnings
    assert without_words({reason["characteristic"] for reason in reasons}, "reason") == []
    assert without_words({row["guard"] for row in rows} - {None}, "reason") == []
    assert without_words({row["limit_binding"] for row in rows} - {None}, "binding") == []
    assert without_words({row["limit_reason"] for row in rows} - {None}, "unknown") == []
    assert without_words({row["security"] for row in rows}, "security") == []
    assert without_words({signal.code for signal in WARNINGS}, "warning") == []
