"""Is a full disk, or data that can only be read, told from other errors?"""

import errno
import sqlite3

import pytest
from django.db import OperationalError

from duly.server.platform.storage import hindrance


def of_sqlite(code):
    error = sqlite3.OperationalError("of SQLite")
    error.sqlite_errorcode = code
    return error


class OfPostgresql(Exception):
    def __init__(self, sqlstate):
        super().__init__("of PostgreSQL")
        self.sqlstate = sqlstate


KNOWN = [
    (OSError(errno.ENOSPC, "no space"), "disk_full"),
    (OSError(errno.EROFS, "read only"), "read_only"),
    (OSError(errno.ENOENT, "no file"), None),
    (of_sqlite(sqlite3.SQLITE_FULL), "disk_full"),
    (of_sqlite(sqlite3.SQLITE_IOERR_SHMSIZE), "disk_full"),
    (of_sqlite(sqlite3.SQLITE_READONLY_DBMOVED), "read_only"),
    (of_sqlite(sqlite3.SQLITE_BUSY), None),
    (OfPostgresql("53100"), "disk_full"),
    (OfPostgresql("25006"), "read_only"),
    (OfPostgresql("40001"), None),
    (ValueError("a mistake of ours"), None),
    (None, None),
]


@pytest.mark.parametrize(("error", "says"), KNOWN)
def test_what_hinders_is_named(error, says):
    assert hindrance(error) == says


@pytest.mark.parametrize(("error", "says"), [known for known in KNOWN if known[0]])
def test_it_is_found_behind_the_error_that_was_raised(error, says):
    raised = OperationalError("of Django")
    raised.__cause__ = error
    assert hindrance(raised) == says
