from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from tests.generator.reading import read_book

from duly.book.findings import BadInput
from duly.book.schema import TABLES, Kind
from duly.generator import BookPlan, generate
from duly.generator.files import book_files, decimal_text
from duly.kernel.amounts import parse_units

UNTIL = date(2026, 10, 31)
PLAN = BookPlan(1_000, UNTIL, currencies=("EUR", "JPY", "KWD"))


@pytest.mark.parametrize(
    ("units", "places", "text"),
    [
        (123450, 2, "1234.50"),
        (-5, 2, "-0.05"),
        (0, 2, "0.00"),
        (1234, 0, "1234"),
        (-1234, 0, "-1234"),
        (1005, 3, "1.005"),
        (12345678901234567, 2, "123456789012345.67"),
    ],
)
def test_units_are_written_in_the_major_unit(units, places, text):
    assert decimal_text(pa.array([units]), np.array([places])).to_pylist() == [text]


def test_an_unknown_amount_stays_empty():
    assert decimal_text(pa.array([None], pa.int64()), np.array([2])).to_pylist() == [None]


def test_csv_and_parquet_carry_the_same_book(tmp_path):
    totals = generate(PLAN, tmp_path / "parquet")
    assert generate(PLAN, tmp_path / "csv", form="csv") == totals
    book = read_book(tmp_path / "parquet", totals)
    currency = book.invoices.set_index("invoice_id").currency
    for name, schema in TABLES.items():
        text = pd.read_csv(tmp_path / "csv" / f"{name}.csv", dtype=str, keep_default_na=False)
        page = book.frames[name]
        codes = (
            page.currency
            if "currency" in page
            else page.get("invoice_id", pd.Series()).map(currency)
        )
        for column in schema.columns:
            written = [_cell(value, column.kind, code) for value, code in
                       zip(text[column.name], _padded(codes, text), strict=True)]  # fmt: skip
            assert written == _known(page[column.field], column.kind), (name, column.name)


def _padded(codes, text):
    return codes if len(codes) else [None] * len(text)


def _cell(value: str, kind: Kind, code: str | None):
    readers = {Kind.DATE: date.fromisoformat, Kind.INTEGER: int, Kind.NUMBER: float,
               Kind.MONEY: lambda text: parse_units(text, code), Kind.TEXT: str}  # fmt: skip
    return readers[kind](value) if value else None


def _known(column: pd.Series, kind: Kind) -> list:
    read = {Kind.DATE: lambda day: day.date(), Kind.INTEGER: int, Kind.NUMBER: float,
            Kind.MONEY: int, Kind.TEXT: str}[kind]  # fmt: skip
    return [None if pd.isna(value) else read(value) for value in column]


def test_amounts_have_exactly_the_decimals_of_their_currency(tmp_path):
    generate(PLAN, tmp_path, form="csv")
    text = pd.read_csv(tmp_path / "invoices.csv", dtype=str)
    places = text.amount.map(lambda amount: -Decimal(amount).as_tuple().exponent)
    assert places.groupby(text.currency).unique().map(list).to_dict() == {
        "EUR": [2], "JPY": [0], "KWD": [3],
    }  # fmt: skip


def test_overwriting_leaves_no_table_of_the_other_form(tmp_path):
    generate(PLAN, tmp_path)
    (tmp_path / "mapping.toml").write_text("mine")
    generate(PLAN, tmp_path, form="csv", overwrite=True)
    assert not list(tmp_path.glob("*.parquet"))
    assert (tmp_path / "mapping.toml").read_text() == "mine"
    assert len(list(tmp_path.glob("*.csv"))) == len(TABLES)


def test_a_file_in_the_way_is_refused(tmp_path):
    (tmp_path / "book").write_text("")
    with pytest.raises(BadInput, match="is a file"):
        generate(PLAN, tmp_path / "book")


def test_a_failure_leaves_nothing_half_written(tmp_path):
    def fail() -> None:
        raise RuntimeError("the power is gone")

    with pytest.raises(RuntimeError), book_files(tmp_path / "book", "csv", overwrite=False):
        fail()
    assert list(tmp_path.iterdir()) == []


def test_a_failure_keeps_the_old_book(tmp_path):
    generate(PLAN, tmp_path / "book")
    before = {path.name: path.read_bytes() for path in (tmp_path / "book").iterdir()}
    with pytest.raises(KeyError), book_files(tmp_path / "book", "csv", overwrite=True):
        raise KeyError
    assert {path.name: path.read_bytes() for path in (tmp_path / "book").iterdir()} == before
