import sqlite3

from cryptography.fernet import Fernet
from tests.cli.server.installed import duly

KEY = Fernet.generate_key().decode()


def test_a_database_is_made_where_there_was_none(home):
    """The fixture made it by this command."""
    assert (home / "duly.sqlite3").is_file()
    assert (home / "duly.sqlite3").stat().st_size > 100_000


def test_with_keys_of_ones_own_the_folder_is_made_too(tmp_path):
    ran = duly(tmp_path / "new", "migrate", DULY_SECRET_KEY="x" * 50, DULY_FIELD_KEYS=KEY)
    assert (ran.code, (tmp_path / "new" / "duly.sqlite3").is_file()) == (0, True)


def test_a_database_that_is_up_to_date_is_left_alone(home):
    assert duly(home, "migrate").out == "The database is up to date\n"


def test_a_trigger_that_is_missing_is_put_up(home):
    with sqlite3.connect(home / "duly.sqlite3") as database:
        database.execute("DROP TRIGGER platform_event_no_update")
    assert duly(home, "audit", "verify").code == 1
    duly(home, "migrate")
    assert duly(home, "audit", "verify").code == 0


def test_a_database_that_cannot_be_reached_is_told_in_one_line(tmp_path):
    ran = duly(tmp_path, "migrate", DATABASE_URL="postgresql://ann:hunter2@127.0.0.1:1/duly")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("duly: the database cannot be used")
    assert "hunter2" not in ran.err


def test_an_address_of_no_database_is_refused(tmp_path):
    ran = duly(tmp_path, "migrate", DATABASE_URL="mysql://x")
    assert (ran.code, "DATABASE_URL begins with 'mysql'" in ran.err) == (2, True)
