"""Does `duly generate` make the book that was asked for?"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.command import duly

DAY = ("--as-of", "2026-10-31")


def test_the_same_seed_makes_the_same_export(here: Path):
    for name in ("one", "two"):
        words = ("--invoices", 200, "--seed", 7, "--form", "csv", "--export", f"{name}.csv")
        assert duly("generate", name, *DAY, *words).code == 0
    assert Path("one.csv").read_bytes() == Path("two.csv").read_bytes()
    assert Path("one/invoices.csv").read_bytes() == Path("two/invoices.csv").read_bytes()


def test_the_story_may_be_told_in_small(here: Path):
    ran = duly("generate", "book", *DAY, "--story", "--invoices", 750)
    assert ran.out == "book: 750 invoices of 30 accounts\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--invoices", 0), "at least one invoice"),
        (("--invoices", 10, "--accounts", 20), "no more accounts than invoices"),
        (("--invoices", 500, "--story"), "the story needs at least 600 invoices"),
        (("--years", 0.1), "years must be between 0.25 and 30"),
        (("--export", "absent/ledger.csv"), "there is no folder absent"),
    ],
)
def test_a_book_that_cannot_be_is_refused_and_nothing_is_written(here: Path, words, said: str):
    ran = duly("generate", "book", *DAY, *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("dialect", ["german_opos", "english_ledger", "french_balance"])
def test_every_dialect_is_read_back(here: Path, dialect: str):
    words = ("--invoices", 300, "--export", "ledger.csv", "--dialect", dialect)
    assert duly("generate", "book", *DAY, *words).code == 0
    said = duly("ageing", "ledger.csv", "--json", "-", *DAY).json
    ours = duly("ageing", "book", "--json", "-", *DAY).json
    assert {r["currency"]: r["open_units"] for r in said["rows"]} == {
        r["currency"]: r["open_units"] for r in ours["rows"]
    }


def test_a_folder_that_holds_something_is_kept_unless_asked(here: Path):
    Path("book").mkdir()
    Path("book", "notes.txt").write_text("mine")
    ran = duly("generate", "book", *DAY, "--invoices", 100)
    assert ran.code == 2
    assert Path("book", "notes.txt").read_text() == "mine"
