import shutil

import pytest
from tests.cli.server.installed import duly


def test_a_copy_restores_to_the_same_log(home, tmp_path):
    file = tmp_path / "copy.sqlite3"
    assert duly(home, "backup", file).out.endswith(", checked\n")
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(file, restored / "duly.sqlite3")
    assert duly(restored, "audit", "head").out == duly(home, "audit", "head").out
    assert duly(restored, "audit", "verify").code == 0


def test_a_copy_is_its_owners_alone(home, tmp_path):
    duly(home, "backup", tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_mode & 0o077 == 0


def test_a_file_that_is_there_is_replaced_only_when_told(home, tmp_path):
    file = tmp_path / "copy"
    file.write_text("precious")
    assert duly(home, "backup", file).code == 2
    assert file.read_text() == "precious"
    assert duly(home, "backup", file, "--overwrite").code == 0


def test_a_damaged_database_gives_no_copy(home, tmp_path):
    (home / "duly.sqlite3").write_bytes(b"not a database" * 100)
    ran = duly(home, "backup", tmp_path / "copy")
    assert ran.code == 2
    assert list(tmp_path.glob("copy*")) == []


@pytest.mark.parametrize("place", ["", "no/such/folder/copy"])
def test_a_place_that_is_none_is_refused(home, tmp_path, place):
    assert duly(home, "backup", tmp_path / place).code == 2


def test_for_postgresql_its_own_tool_is_named(home, tmp_path):
    ran = duly(home, "backup", tmp_path / "copy", DATABASE_URL="postgresql://127.0.0.1:1/x")
    assert (ran.code, "pg_dump" in ran.err) == (2, True)
