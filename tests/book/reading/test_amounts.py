"""The parser of a column says of every text what the kernel's parser says."""

from __future__ import annotations

import ibis
import pyarrow as pa
from hypothesis import example, given, settings
from hypothesis import strategies as st

from duly.book.engines import duckdb_engine
from duly.book.reading.amounts import fault_of, is_currency, with_units
from duly.kernel.amounts import BadAmount, parse_units
from duly.kernel.currencies import EXPONENTS, UnknownCurrency

ENGINE = duckdb_engine()

# Pieces that collide: signs, zeros, points and lengths around the limits of digits and int64.
PIECES = ["-", "+", ".", "0", "00", "9", "1", "5", "999999999999999", "922337203685477", "5807",
          "5808", ",", "e3", " ", "_", "٣", "NaN", "inf", "\n"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
CURRENCIES = st.sampled_from(["EUR", "JPY", "KWD", "CLF", "EURO", "eur"])


def said_of_one(text: str, currency: str) -> int | str | None:
    try:
        return parse_units(text, currency)
    except BadAmount as error:
        return f"{error.code}_amount"
    except UnknownCurrency:
        return None


def said_of_column(cells: list[tuple[str, str]]) -> list[int | str | None]:
    texts, currencies = zip(*cells, strict=True)
    table = ENGINE.table(pa.table({"text": texts, "written": currencies}))
    known = ibis.ifelse(is_currency(table.written), table.written, ibis.null("string"))
    units = with_units(table.mutate(currency=known), {"text": "units"})
    fault = fault_of(units.text, units.currency, units.units)
    lines = ENGINE.fetch(units.select("units", fault=fault)).to_pylist()
    return [line["units"] if line["fault"] is None else line["fault"] for line in lines]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(TEXTS, CURRENCIES), min_size=1, max_size=50))
@example([("922337203685477.5807", "CLF"), ("922337203685477.5808", "CLF")])
@example([("-922337203685477.5807", "CLF"), ("-922337203685477.5808", "CLF")])
@example([("999999999999999.99", "EUR"), ("0999999999999999.9", "EUR"), ("1", "")])
@example([("0" * 40 + "1", "EUR"), ("-0", "EUR"), ("-0.00", "EUR"), ("1e999", "EUR")])
@example([("1000000000000000", c) for c in ("EUR", "JPY", "KWD", "CLF")])
def test_a_column_of_amounts_is_read_as_each_of_them(cells):
    assert said_of_column(cells) == [said_of_one(*cell) for cell in cells]


@settings(deadline=None, max_examples=20)
@given(st.lists(st.sampled_from(sorted(EXPONENTS)), min_size=1, max_size=60))
def test_every_currency_has_the_decimals_of_the_kernel(currencies):
    cells = [
        ("12." + "3" * EXPONENTS[code] if EXPONENTS[code] else "12", code) for code in currencies
    ]
    assert said_of_column(cells) == [said_of_one(*cell) for cell in cells]
