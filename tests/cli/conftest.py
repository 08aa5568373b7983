"""A small story book and its raw export, made once for all command-line tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.command import duly

DAY = "2026-10-31"


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `book`, the example company in small, and `ledger.csv`, its raw export."""
    folder = tmp_path_factory.mktemp("story")
    words = ["--story", "--invoices", 1500, "--as-of", DAY, "--export", folder / "ledger.csv"]
    ran = duly("generate", folder / "book", *words)
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture(scope="session")
def book(made: Path) -> Path:
    return made / "book"


@pytest.fixture(scope="session")
def ledger(made: Path) -> Path:
    return made / "ledger.csv"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in: what a command writes beside itself is written there."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
