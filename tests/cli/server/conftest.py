"""An installation with one administrator, made once and copied for each test."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.cli.server.installed import duly


@pytest.fixture(scope="session")
def _installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("installed") / "home"
    assert duly(home, "migrate").code == 0
    words = ("user", "add", "ann", "--role", "administrator", "--password-stdin")
    made = duly(home, *words, typed="a long password\n")
    assert made.code == 0, made.err
    return home


@pytest.fixture
def home(_installed: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "home"
    shutil.copytree(_installed, copy)
    return copy
