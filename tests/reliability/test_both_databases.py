"""R11: do SQLite and PostgreSQL say the same after the same year, to the byte?"""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql
from tests.reliability.served import ROOT, environment
from tests.reliability.simulated_months import EXPORTS, LISTS
from tests.server.postgresql import complaint

pytestmark = pytest.mark.reliability
SERVER = os.environ.get("DULY_TEST_POSTGRESQL", "postgresql:///postgres")
MONTHS = 12


@pytest.fixture
def postgresql():
    """The address of a database of our own; gone in the end."""
    if reason := complaint(SERVER):
        pytest.skip(f"no PostgreSQL: {reason}")
    name = f"duly_parity_{os.getpid()}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def begun(folder, months, **more):
    """The simulation, on its way in a process of its own."""
    folder.mkdir()
    words = [sys.executable, "-m", "tests.reliability.simulated_months", str(months), str(folder)]
    own = {
        **more,
        **environment(folder / "home"),
        "DULY_SECRET_KEY": "same",
        "DULY_HOSTS": "testserver",
    }
    with (folder / "log").open("w") as log:
        return subprocess.Popen(words, cwd=ROOT, env=own, stdout=log, stderr=log)


def told(folder):
    return sorted(path.name for path in (folder / "told").iterdir())


def differing(one: Path, other: Path):
    _, differ, missing = filecmp.cmpfiles(one / "told", other / "told", told(one), shallow=False)
    return differ + missing


def test_both_databases_say_the_same_after_a_year(tmp_path, postgresql):
    one, other = tmp_path / "sqlite", tmp_path / "postgresql"
    running = [begun(one, MONTHS), begun(other, MONTHS, DATABASE_URL=postgresql)]
    ended = [process.wait(1_200) for process in running]
    assert ended == [0, 0], [(folder / "log").read_text()[-3_000:] for folder in (one, other)]
    assert told(one) == told(other)
    assert len(told(one)) >= len(EXPORTS) + len(LISTS) + 40
    assert differing(one, other) == []


def test_another_month_would_be_noticed(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    running = [begun(one, 1), begun(other, 2)]
    assert [process.wait(600) for process in running] == [0, 0]
    assert "01-invoices.json" in differing(one, other)
