"""Does `duly ageing` print, write and split what the book holds?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.command import duly, read_table

from duly.cli.options import By


def test_every_split_shows_the_same_money(book: Path):
    totals = {by: open_units(book, by) for by in By}
    assert totals[By.TOTAL]
    assert {by: found for by, found in totals.items() if found != totals[By.TOTAL]} == {}


def open_units(book: Path, by: By) -> dict[str, int]:
    rows = duly("ageing", book, "--by", by.value, "--json", "-").json["rows"]
    sums: dict[str, int] = {}
    for row in rows:
        sums[row["currency"]] = sums.get(row["currency"], 0) + row["open_units"]
    return sums


def test_the_export_of_a_book_is_as_old_as_the_book(book: Path, ledger: Path):
    words = ("--as-of", "2026-10-31", "--json", "-")
    ours, theirs = (duly("ageing", path, *words).json["rows"] for path in (book, ledger))
    names = ("currency", "current", "1-30", "31-60", "61-90", "91-120", "121+", "open_units")
    assert [[row[n] for n in names] for row in ours] == [[row[n] for n in names] for row in theirs]


def test_the_json_says_by_which_policy_and_day(book: Path):
    said = duly("ageing", book, "--as-of", "2026-06-30", "--basis", "issue", "--json", "-").json
    assert (said["as_of"], said["as_of_reason"], said["basis"]) == ("2026-06-30", "asked", "issue")
    assert said["policy"]["name"] == "Duly default"


def test_every_file_asked_for_is_written(book: Path, here: Path):
    files = [f"out.{kind}" for kind in ("json", "csv", "xlsx", "html")]
    words = [word for file in files for word in (f"--{file[4:]}", file)]
    ran = duly("ageing", book, "--by", "account", *words)
    assert ran.code == 0, ran.err
    assert sorted(path.name for path in here.iterdir()) == sorted(files)
    rows = json.loads(Path("out.json").read_text())["rows"]
    table = read_table(Path("out.csv"))
    assert [row["account_id"] for row in table] == [row["account_id"] for row in rows]
    assert "<table" in Path("out.html").read_text(encoding="utf-8")


def test_a_policy_of_your_own_sets_the_buckets(book: Path, here: Path):
    shipped = duly("policy", "show").out
    Path("mine.toml").write_text(shipped.replace("[30, 60, 90, 120]", "[7, 14]"))
    rows = duly("ageing", book, "--policy", "mine.toml", "--json", "-").json["rows"]
    assert {"1-7", "8-14", "15+"} <= rows[0].keys()
    assert "31-60" not in rows[0]


def test_before_the_first_invoice_there_is_nothing_to_show(book: Path):
    ran = duly("ageing", book, "--as-of", "1999-12-31")
    assert (ran.code, ran.out) == (0, "Ageing by total, as of 1999-12-31: nothing to show\n")


@pytest.mark.parametrize("by", ["total", "currency"])
def test_a_split_that_is_per_currency_anyway_adds_no_column(book: Path, by: str):
    rows = duly("ageing", book, "--by", by, "--json", "-").json["rows"]
    assert [row["currency"] for row in rows] == ["EUR", "GBP", "USD"]
    assert "account_id" not in rows[0]
