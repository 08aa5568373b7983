"""Does `duly explain` say why, and does applying its advice do what it promised?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.command import Ran, duly

from duly.kernel.amounts import format_units

DAY = ("--as-of", "2026-10-31")
# Overdue and late: there is something to advise.
ACCOUNT = "C000006"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("explained")


@pytest.fixture(scope="module")
def told(ledger: Path, folder: Path) -> Ran:
    """The account before the book, which is as good as the other way round."""
    files = ("--json", folder / "why.json", "--html", folder / "why.html")
    return duly("explain", ACCOUNT, ledger, *DAY, *files)


@pytest.fixture(scope="module")
def explained(told: Ran, folder: Path) -> dict[str, Any]:
    assert told.code == 0, told.err
    return json.loads((folder / "why.json").read_text(encoding="utf-8"))


def as_what_if(change: dict[str, Any], currency: str) -> list[str]:
    """A change of the advice, as one would type it."""
    wanted, name = change["wanted"], change["characteristic"]
    text = format_units(wanted, currency) if name.endswith("_units") else str(wanted)
    return ["--what-if", f"{name}={text}"]


def test_applying_the_advice_does_what_it_promised(ledger: Path, explained):
    way = explained["advice"]["grade"][0]
    words = [w for change in way["changes"] for w in as_what_if(change, explained["currency"])]
    after = duly("explain", ledger, ACCOUNT, *DAY, *words, "--json", "-").json
    promised = {name: way["after"][name] for name in ("score", "grade", "pd")}
    assert {name: after[name] for name in promised} == promised
    assert after["limit"]["limit_units"] == way["after"]["limit_units"]
    assert after["grade"] < explained["grade"]
    supposed = {n for n, v in after["observed"].items() if v != explained["observed"][n]}
    assert supposed == {change["characteristic"] for change in way["changes"]}


def test_the_points_lost_are_ranked(explained):
    lost = [reason["points_lost"] for reason in explained["reasons"]]
    assert lost == sorted(lost, reverse=True)
    assert lost[0] > 0


def test_the_sentences_stand_under_their_headings(told: Ran):
    assert told.out.startswith(f"{ACCOUNT}  Orminova Hochbau GmbH  as of 2026-10-31\n")
    headings = [line for line in told.out.splitlines()[1:] if line and line[0] != " "]
    assert headings == [
        *("Grade", "Why this score", "Limit", "Terms"),
        *("What would raise the grade", "What would raise the limit"),
    ]


def test_the_page_says_the_same(told: Ran, folder: Path):
    page = (folder / "why.html").read_text(encoding="utf-8")
    assert "Orminova Hochbau GmbH" in page
    assert "What would raise the grade" in page


def test_an_unknown_account_is_refused_with_where_to_look(ledger: Path):
    ran = duly("explain", ledger, "C999999")
    assert (ran.code, ran.out) == (2, "")
    assert "has no account 'C999999'; `duly assess" in ran.err
