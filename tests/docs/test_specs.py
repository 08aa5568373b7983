"""Do the specs say what the program does? Each page runs as a doctest."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

SPECS = Path(__file__).parents[2] / "docs" / "specs"
PAGES = sorted(SPECS.glob("*.md"))
LOOSE = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_of_the_page_holds(page: Path):
    done = doctest.testfile(str(page), module_relative=False, optionflags=LOOSE, encoding="utf-8")
    assert done.failed == 0
    assert done.attempted > 10


def test_there_is_a_page_for_every_rule_of_the_first_look():
    rules = ["ageing", "forecast", "limits", "recognition", "scoring"]
    assert [page.stem for page in PAGES] == rules
