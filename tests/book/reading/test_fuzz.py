"""Whatever bytes a file holds, a book is opened or refused; nothing else is raised."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.book.reading.conftest import HEADERS, ROWS

from duly.book.engines import duckdb_engine
from duly.book.findings import BadInput
from duly.book.reading import open_book

ENGINE = duckdb_engine()
GOOD = {
    name: "\n".join([HEADERS[name], *ROWS[name]]).encode() + b"\n"
    for name in ("invoices", "payments", "allocations")
}
WOUNDS = st.sampled_from(
    [b"", b"\x00", b"\xff", b" ", b'"', b'""', b",", b"\n", b"\r", b"\r\n", b";", b"-", b"EUR",
     b"9" * 19, b"1e999", b"NaN", b"2024-02-30", b"9999-12-31", b"\xc2\xa0", b"\xef\xbb\xbf",
     b"I1", b"P1"]
)  # fmt: skip


@st.composite
def wounded(draw) -> dict[str, bytes]:
    """A book of three tables with a few bytes replaced, put in or taken out."""
    tables = dict(GOOD)
    for _ in range(draw(st.integers(1, 4))):
        name = draw(st.sampled_from(sorted(tables)))
        content = tables[name]
        at = draw(st.integers(0, len(content)))
        end = draw(st.integers(at, min(at + 12, len(content))))
        tables[name] = content[:at] + draw(WOUNDS) + content[end:]
    return tables


def open_or_refuse(tables: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in tables.items():
            (Path(folder) / f"{name}.csv").write_bytes(content)
        try:
            book = open_book(Path(folder), engine=ENGINE)
        except BadInput:
            return
        for totals in book.rows:
            size = ENGINE.fetch(book.book.tables[totals.table]).num_rows
            assert size == totals.accepted + totals.derived
            assert totals.set_aside >= 0


@settings(deadline=None, max_examples=25)
@given(wounded())
@example(GOOD | {"invoices": GOOD["invoices"] * 2})
@example(GOOD | {"payments": GOOD["payments"].replace(b"80.00", b"999999999999999.99")})
def test_a_wounded_book_is_opened_or_refused(tables):
    open_or_refuse(tables)


@settings(deadline=None, max_examples=25)
@given(st.binary(max_size=60))
def test_random_bytes_are_opened_or_refused(content):
    open_or_refuse({"invoices": content})
