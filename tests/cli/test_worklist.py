"""Does `duly worklist` say whom to call, in which order, and why?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.cli.command import Ran, duly

from duly.cli.worklist import said
from duly.report.words import without_words

DAY = ("--as-of", "2026-10-31")


@pytest.fixture(scope="module")
def calls(ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, list[Any]]:
    """What is printed about whom to call, and the rows of the JSON."""
    path = tmp_path_factory.mktemp("worklist") / "calls.json"
    ran = duly("worklist", ledger, *DAY, "--json", path)
    assert ran.code == 0, ran.err
    return ran, json.loads(path.read_text(encoding="utf-8"))["rows"]


def test_the_calls_are_ranked_and_each_says_why(calls):
    ran, rows = calls
    assert [row["rank"] for row in rows] == list(range(1, len(rows) + 1))
    assert all(row["why"].endswith(".") and row["expected_units"] > 0 for row in rows)
    assert rows[0]["name"] in ran.out


def test_the_action_is_said_in_words_and_kept_as_a_code_for_programs(calls):
    ran, rows = calls
    actions = {row["action"] for row in rows}
    assert "call" in actions
    assert without_words(actions, "action") == []
    assert "Action Call;" in ran.out
    assert "Action call" not in ran.out


def test_who_is_left_alone_is_listed_on_request(ledger: Path, calls):
    everyone = duly("worklist", ledger, *DAY, "--all", "--json", "-").json["rows"]
    alone = [row for row in everyone if row["rank"] is None]
    assert everyone == [*calls[1], *alone]
    codes = {reason["code"] for row in everyone for reason in row["reasons"]}
    assert {row["wait_reason"] for row in alone} <= codes
    assert without_words(codes, "worklist") == []


@pytest.mark.parametrize(
    ("count", "sentence"), [(1.0, "Broke a promise."), (3.0, "Broke 3 promises.")]
)
def test_one_is_said_as_one(count: float, sentence: str):
    reason = {"code": "broken_promises", "observed": count, "units": None, "until": None}
    assert said(reason, "EUR") == sentence
