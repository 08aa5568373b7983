"""Do the sessions a user could have sent still go as they went?

`DULY_REWRITE=1 pytest tests/golden/test_sessions.py` writes what is printed now into the files;
read the difference before you keep it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from tests.golden.session import Step, played, rewritten

SESSIONS = sorted((Path(__file__).parent / "sessions").glob("*/session.txt"))


@pytest.mark.parametrize("session", SESSIONS, ids=lambda path: path.parent.name)
def test_the_session_goes_as_it_went(
    session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shutil.copytree(session.parent, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    text = session.read_text(encoding="utf-8")
    results = list(played(text))
    if os.environ.get("DULY_REWRITE"):
        session.write_text(rewritten(text, results), encoding="utf-8")
    assert results
    for step, printed in results:
        assert step.shortened(printed) == list(step.shown), step.command


def test_a_session_that_went_otherwise_is_noticed():
    step = Step("duly policy check", ("first", "…", "last"))
    assert step.agrees(["first", "between", "last"])
    assert not step.agrees(["first", "between", "other"])
    assert not step.agrees(["other", "last"])
    assert not Step("duly policy check", ("first",)).agrees(["first", "second"])
