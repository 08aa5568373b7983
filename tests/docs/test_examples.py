"""Is the example company what its README says, and can anybody make it again?

`DULY_REWRITE=1 pytest tests/docs/test_examples.py` writes what is printed now into the README.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.golden.session import Step, played, rewritten

EXAMPLES = Path(__file__).parents[2] / "examples"
README = EXAMPLES / "README.md"
MOST_BYTES = 400_000

Played = list[tuple[Step, list[str]]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Played]:
    """A folder in which every command of the README was run, and what each printed."""
    folder = tmp_path_factory.mktemp("examples")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        results = list(played(README.read_text(encoding="utf-8"), is_markdown=True))
    return folder, results


def test_every_command_prints_what_the_readme_shows(made: tuple[Path, Played]):
    results = made[1]
    if os.environ.get("DULY_REWRITE"):
        README.write_text(rewritten(README.read_text("utf-8"), results), encoding="utf-8")
    assert {step.command.split()[1] for step, _ in results} >= {"generate", "assess", "worklist"}
    for step, printed in results:
        assert step.shortened(printed) == list(step.shown), step.command


def test_the_command_of_the_readme_makes_the_very_bytes_that_are_shipped(made: tuple[Path, Played]):
    shipped = {path.name: path.read_bytes() for path in (EXAMPLES / "company").iterdir()}
    again = {path.name: path.read_bytes() for path in (made[0] / "examples/company").iterdir()}
    assert again.keys() == shipped.keys()
    assert [name for name in shipped if again[name] != shipped[name]] == []


def test_the_examples_stay_small():
    assert sum(path.stat().st_size for path in EXAMPLES.rglob("*") if path.is_file()) < MOST_BYTES
