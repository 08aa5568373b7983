"""Do `duly policy check`, `show` and `diff` tell what a credit manager changed?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.command import duly

SHIPPED = duly("policy", "show").out


def mine(before: str, after: str) -> Path:
    """The shipped policy with one text replaced; it must be there."""
    assert before in SHIPPED
    Path("mine.toml").write_text(SHIPPED.replace(before, after), encoding="utf-8")
    return Path("mine.toml")


def test_the_shipped_policy_makes_sense():
    ran = duly("policy", "check")
    assert ran.code == 0
    assert ran.out.startswith("Duly default 2026.1 makes sense: ")


def test_the_policy_as_json_has_every_default_filled_in(here: Path):
    duly("policy", "show", "--json", "policy.json")
    shown = json.loads(Path("policy.json").read_text(encoding="utf-8"))
    assert shown["limits"]["approver_cap"] is None
    assert "approver_cap =" in SHIPPED


def test_a_file_is_shown_with_its_own_comments(here: Path):
    path = mine("# nobody is called for less", "# agreed with sales")
    assert "# agreed with sales" in duly("policy", "show", path).out


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("min_overdue = 100", "min_overdue = 250", "worklist.min_overdue: 100 -> 250"),
        ('version = "2026.1"', 'version = "2026.2"', "version: 2026.1 -> 2026.2"),
    ],
)
def test_a_difference_is_told_by_its_key(here: Path, before: str, after: str, line: str):
    ran = duly("policy", "diff", mine(before, after))
    assert (ran.code, ran.out) == (1, f"{line}\n")


def test_a_changed_comment_is_no_difference(here: Path):
    ran = duly("policy", "diff", mine("# nobody is called for less", "# agreed with sales"))
    assert (ran.code, ran.out) == (0, "no difference\n")


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("edges = [30, 60, 90, 120]", "edges = [60, 30]", "ageing"),
        ("significant_digits = 2", "significant_digits = 0", "limits.significant_digits"),
        ("min_overdue = 100", "min_overdu = 100", "worklist.min_overdu"),
        ("lgd = 0.6", "lgd = 60", "terms.lgd"),
        ("{ score = 35, pd = 0.045 }", "{ score = 35, pd = 0.0001 }", "grades"),
    ],
)
def test_a_senseless_policy_is_refused_by_the_name_of_its_key(
    here: Path, before: str, after: str, key: str
):
    ran = duly("policy", "check", mine(before, after))
    assert (ran.code, ran.out) == (2, "")
    assert f"\n  {key}: " in ran.err
