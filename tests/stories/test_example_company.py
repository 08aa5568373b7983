"""Does the first look at the example company find what happens to each of its characters?"""

from __future__ import annotations

from typing import Any

import pytest
from tests.cli.command import duly

DAY = ("--as-of", "2026-10-31")


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Each account by name: its judgement, with the codes of its warnings."""
    book = tmp_path_factory.mktemp("company") / "book"
    assert duly("generate", book, *DAY, "--story", "--invoices", 1500).code == 0
    said = duly("assess", book, *DAY, "--json", "-").json
    warned: dict[str, set[str]] = {}
    for warning in said["warnings"]:
        warned.setdefault(warning["account_id"], set()).add(warning["code"])
    return {r["name"]: {**r, "warnings": warned.get(r["account_id"], set())} for r in said["rows"]}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Orminova Hochbau GmbH", {"payment_stopped", "bureau_deterioration"}),
        ("Tarnitazano Trading Inc.", {"broken_promises"}),
        ("Silmanodale Systems LLC", {"growing_utilisation", "order_spike"}),
        ("Wenderistal Werkzeuge GmbH", {"shrinking_business"}),
    ],
)
def test_who_leaves_the_usual_path_is_warned_of(seen, name: str, expected: set[str]):
    assert seen[name]["warnings"] >= expected


@pytest.mark.parametrize("name", ["Caldomere Holding PLC", "Fennilaquist Textiles SAS"])
def test_who_keeps_to_it_or_reformed_long_ago_is_not(seen, name: str):
    assert seen[name]["warnings"] == set()


def test_the_insolvency_foretold_costs_the_grade_and_the_limit(seen):
    failing = seen["Orminova Hochbau GmbH"]
    assert failing["grade"] in ("D", "E")
    assert failing["limit_units"] < failing["current_limit_units"]


def test_the_reformed_payer_is_trusted_again(seen):
    assert seen["Fennilaquist Textiles SAS"]["grade"] in ("A", "B")
