"""Why can nothing be written just now? What the disk or the database says, in a word of ours."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator

DISK_FULL, READ_ONLY = "disk_full", "read_only"
_OF_SYSTEM = {errno.ENOSPC: DISK_FULL, errno.EDQUOT: DISK_FULL, errno.EROFS: READ_ONLY}
_OF_SQLITE = {sqlite3.SQLITE_FULL: DISK_FULL, sqlite3.SQLITE_READONLY: READ_ONLY}
_OF_POSTGRESQL = {"53100": DISK_FULL, "25006": READ_ONLY}
# The file that SQLite's readers and writers share could not be made larger.
_OF_SQLITE_EXTENDED = {sqlite3.SQLITE_IOERR_SHMSIZE: DISK_FULL}


def hindrance(error: BaseException | None) -> str | None:
    """`disk_full` or `read_only`, where one of these is behind the error; else None."""
    return next((found for each in _causes(error) if (found := _of(each))), None)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _of(error: BaseException) -> str | None:
    if isinstance(error, OSError):
        return _OF_SYSTEM.get(error.errno or 0)
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _OF_SQLITE_EXTENDED.get(code) or _OF_SQLITE.get(code & 0xFF)
    return _OF_POSTGRESQL.get(getattr(error, "sqlstate", None) or "")
