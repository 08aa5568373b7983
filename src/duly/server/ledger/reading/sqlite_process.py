"""How is an SQLite file read by a second SQLite library without harm? From a process of its own.

The driver brings a library of its own, and two in one process do not see each other's locks on a
file: closing it in one gives away the locks of the other, which may be writing. Another process
is safe, and costs a second.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import BinaryIO, cast
from urllib.parse import quote

import pyarrow as pa

_AT_ONCE = "65536"


class CannotRead(RuntimeError):
    """The other process could not read the file; the message is its own."""


def read_sqlite(file: str, queries: Mapping[str, str]) -> Iterator[tuple[str, pa.Table]]:
    """The rows of one query after the other, all from one snapshot of the file."""
    asked = json.dumps({"file": file, "queries": dict(queries)}).encode()
    with subprocess.Popen(  # noqa: S603  # this module itself, nothing given by anyone
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as reader:
        given, told = cast(BinaryIO, reader.stdin), cast(BinaryIO, reader.stdout)
        given.write(asked)
        given.close()
        for name in queries:
            yield name, _received(told, cast(BinaryIO, reader.stderr))


def _received(stream: BinaryIO, complaint: BinaryIO) -> pa.Table:
    try:
        with pa.ipc.open_stream(stream) as rows:
            return rows.read_all()
    except (pa.ArrowInvalid, OSError) as error:
        raise CannotRead(complaint.read().decode(errors="replace").strip()[-2000:]) from error


def _answer() -> None:
    """In the other process: what is asked for on standard input goes to standard output."""
    import adbc_driver_sqlite.dbapi as sqlite

    asked = json.load(sys.stdin)
    # Not `mode=ro`: the first reader of a database in WAL mode may have to make its index.
    address = f"file:{quote(asked['file'])}?mode=rw"
    out = pa.PythonFile(sys.stdout.buffer)
    with sqlite.connect(address, autocommit=False) as opened, opened.cursor() as cursor:
        cursor.adbc_statement.set_options(**{"adbc.sqlite.query.batch_rows": _AT_ONCE})
        for query in asked["queries"].values():
            cursor.execute(query)
            rows = cursor.fetch_record_batch()
            with pa.ipc.new_stream(out, rows.schema) as stream:
                for batch in rows:
                    stream.write_batch(batch)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _answer()
