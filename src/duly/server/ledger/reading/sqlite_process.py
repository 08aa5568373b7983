"""How is an SQLite file read by a second SQLite library without harm? From a process of its own.

The driver brings a library of its own, and two in one process do not see each other's locks on a
file: closing it in one gives away the locks of the other, which may be writing. Another process
is safe. Starting it costs half a second, so one that has answered waits for the next question.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, BinaryIO, cast
from urllib.parse import quote

import pyarrow as pa

_AT_ONCE = "65536"
_END_SECONDS = 5
_MANY = 50_000
_idle: list[subprocess.Popen[bytes]] = []


class CannotRead(RuntimeError):
    """The other process could not read the file; the message is its own."""


def read_sqlite(file: str, queries: Mapping[str, str]) -> Iterator[tuple[str, pa.Table]]:
    """The rows of one query after the other, all from one snapshot of the file."""
    reader, count = _idle_one() or _started(), 0
    try:
        _ask(reader, {"file": file, "queries": dict(queries)})
        for name in queries:
            rows = _received(reader)
            count += rows.num_rows
            yield name, rows
    except BaseException:
        # Half an answer is left in its pipe, or none will come.
        _end(reader)
        raise
    if count > _MANY:
        # The memory it took for so many would stay with it.
        _end(reader)
    else:
        _idle.append(reader)


def _idle_one() -> subprocess.Popen[bytes] | None:
    while _idle:
        reader = _idle.pop()
        if reader.poll() is None:
            return reader
        _end(reader)
    return None


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  # this module itself, nothing given by anyone
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def _ask(reader: subprocess.Popen[bytes], question: Mapping[str, Any]) -> None:
    given = cast(BinaryIO, reader.stdin)
    given.write(json.dumps(question).encode() + b"\n")
    given.flush()


def _received(reader: subprocess.Popen[bytes]) -> pa.Table:
    try:
        with pa.ipc.open_stream(cast(BinaryIO, reader.stdout)) as rows:
            return rows.read_all()
    except (pa.ArrowInvalid, OSError) as error:
        complaint = cast(BinaryIO, reader.stderr).read()
        raise CannotRead(complaint.decode(errors="replace").strip()[-2000:]) from error


def _end(reader: subprocess.Popen[bytes]) -> None:
    """It ends by itself when nobody can ask any more; one that is stuck in an answer is ended."""
    for pipe in (reader.stdin, reader.stdout, reader.stderr):
        with suppress(OSError):
            cast(BinaryIO, pipe).close()
    try:
        reader.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        reader.kill()
        reader.wait()


@atexit.register
def _end_all() -> None:
    while _idle:
        _end(_idle.pop())


# What a parent process has started answers the parent.
os.register_at_fork(after_in_child=_idle.clear)


def _answer_all() -> None:
    """In the other process: what is asked for on standard input goes to standard output."""
    for line in sys.stdin.buffer:
        _answer(json.loads(line))
        sys.stdout.buffer.flush()


def _answer(question: Mapping[str, Any]) -> None:
    import adbc_driver_sqlite.dbapi as sqlite

    # Not `mode=ro`: the first reader of a database in WAL mode may have to make its index.
    address = f"file:{quote(question['file'])}?mode=rw"
    out = pa.PythonFile(sys.stdout.buffer)
    with sqlite.connect(address, autocommit=False) as opened, opened.cursor() as cursor:
        cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": _AT_ONCE})
        for query in question["queries"].values():
            cursor.execute(query)
            rows = cursor.fetch_record_batch()
            with pa.ipc.new_stream(out, rows.schema) as stream:
                for batch in rows:
                    stream.write_batch(batch)


if __name__ == "__main__":
    _answer_all()
