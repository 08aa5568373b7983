"""A column of amounts is written as the kernel writes each of them."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duly.book.engines import duckdb_engine
from duly.book.schema import TABLES
from duly.book.writing.texts import as_text
from duly.kernel.amounts import format_units
from duly.kernel.currencies import EXPONENTS

ENGINE = duckdb_engine()
UNITS = st.one_of(st.integers(-1100, 1100), st.integers(-(2**63) + 1, 2**63 - 1))


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(UNITS, st.sampled_from(sorted(EXPONENTS))), min_size=1, max_size=40))
@example([(units, code) for code in ("JPY", "EUR", "KWD", "CLF") for units in (-1, 0, 5, -99999)])
def test_amounts_are_written_as_the_kernel_writes_them(cells):
    units, currencies = zip(*cells, strict=True)
    fields = TABLES["payments"].fields
    columns = {name: pa.nulls(len(cells), pa.string()) for name in fields}
    columns |= {"amount_units": pa.array(units, pa.int64()), "currency": pa.array(currencies)}
    table = as_text(ENGINE.table(pa.table(columns)), TABLES["payments"])
    written = ENGINE.fetch(table).column("amount").to_pylist()
    assert written == [format_units(*cell) for cell in cells]
