"""Does the tutorial go as it says? Every command is run, and compared as far as it is shown.

`DULY_REWRITE=1 pytest tests/docs/test_tutorial.py` writes what is printed now into the tutorial.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.golden.session import played, rewritten

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial" / "from-export-to-call-list.md"


def test_every_command_prints_what_the_tutorial_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    text = TUTORIAL.read_text(encoding="utf-8")
    results = list(played(text, is_markdown=True))
    if os.environ.get("DULY_REWRITE"):
        TUTORIAL.write_text(rewritten(text, results), encoding="utf-8")
    assert len(results) >= 8
    for step, printed in results:
        assert step.shortened(printed) == list(step.shown), step.command
