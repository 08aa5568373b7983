"""Parquet tables from elsewhere: types are checked, rows too, and what is right stays lazy."""

from __future__ import annotations

from datetime import date, datetime, time

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from duly.book.findings import BadInput, RowTotals
from duly.book.reading import open_book

DAY = date(2024, 1, 1)
GOOD = {
    "invoice_id": ["I1", "I2"],
    "account_id": ["A", "A"],
    "currency": ["EUR", "EUR"],
    "amount_units": [100, 200],
    "issued_on": [DAY, DAY],
    "due_on": [DAY, DAY],
}


@pytest.fixture
def opened(tmp_path, engine):
    def open_with(file: str = "invoices.parquet", **changed):
        columns = {name: c for name, c in (GOOD | changed).items() if c is not None}
        (tmp_path / file).parent.mkdir(exist_ok=True)
        pq.write_table(pa.table(columns), tmp_path / file)
        return open_book(tmp_path, engine=engine)

    return open_with


def codes(book) -> set[str]:
    return {found.code for found in book.counts} - {"accounts_derived"}


def test_a_table_in_order_comes_in_whole(opened):
    book = opened()
    assert codes(book) == set()
    assert book.rows[1] == RowTotals("invoices", 2, 2)


def test_a_table_in_order_stays_a_scan(opened, engine):
    sql = engine.backend.compile(opened().book.invoices)
    assert ("kept" not in sql and "read_parquet" in str(sql)) or "ibis_read_parquet" in str(sql)


def test_a_table_in_order_is_not_asked_again_whether_it_is_right(opened, engine):
    sql = str(engine.backend.compile(opened().book.invoices))
    plan = engine.backend.con.execute(f"EXPLAIN {sql}").fetchall()
    assert "regexp" not in str(plan).lower()


@pytest.mark.parametrize(
    "changed",
    [
        {"issued_on": [datetime.combine(DAY, time()), datetime.combine(DAY, time(12))]},
        {"issued_on": pa.array([DAY, DAY], pa.date64())},
        {"amount_units": pa.array([100, 200], pa.int32())},
        {"account_id": pa.array(["A", "A"]).dictionary_encode()},
        {"account_id": pa.array(["A", "A"], pa.large_string())},
        {"entity": pa.nulls(2)},
    ],
)
def test_types_that_hold_the_same_are_taken(opened, engine, changed):
    book = opened(**changed)
    assert codes(book) == set()
    rows = engine.fetch(book.book.invoices.order_by("invoice_id")).to_pylist()
    assert [(r["issued_on"], r["amount_units"], r["account_id"]) for r in rows] == [
        (DAY, 100, "A"),
        (DAY, 200, "A"),
    ]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"account_id": [1, 2]}, "account_id is int64, but identifiers"),
        ({"amount_units": [1.0, 2.0]}, "amount_units is double, but money"),
        ({"amount_units": pa.array([1, 2], pa.uint64())}, "amount_units is uint64"),
        ({"amount_units": None, "amount": [1.0, 2.0]}, "no column amount_units.*'amount'"),
        ({"issued_on": ["2024-01-01"] * 2}, "issued_on is string, but a day"),
        ({"due_on": pa.array([0, 0], pa.timestamp("us", "UTC"))}, "without time zone"),
        ({"file_row_number": [1, 2]}, "a name the reader needs"),
    ],
)
def test_types_that_do_not_are_refused_with_advice(opened, changed, says):
    with pytest.raises(BadInput, match=says):
        opened(**changed)


FAULTS = [
    ("missing_required", {"account_id": ["A", None]}),
    ("missing_required", {"account_id": ["A", "  "]}),
    ("missing_required", {"amount_units": [100, None]}),
    ("unknown_currency", {"currency": ["EUR", "Euro"]}),
    ("impossible_date", {"due_on": [DAY, date(2999, 1, 1)]}),
    ("unknown_kind", {"kind": [None, "bill"]}),
    ("duplicate_row", {"invoice_id": ["I1", "I1"], "amount_units": [100, 100]}),
    ("duplicate_key", {"invoice_id": ["I1", "I1"]}),
    ("positive_credit_note", {"kind": ["invoice", "credit_note"]}),
]


@pytest.mark.parametrize(("code", "changed"), FAULTS)
def test_a_wrong_row_is_set_aside(opened, code, changed):
    book = opened(**changed)
    assert codes(book) - {"surrounding_spaces"} == {code}
    assert book.rows[1] == RowTotals("invoices", 2, 1)
    assert {found.row for found in book.findings if found.code == code} == {2}


def test_a_text_in_need_of_cleaning_is_cleaned_and_noted(opened, engine):
    book = opened(account_id=["A", " A\x07"])
    assert codes(book) == {"control_characters"}
    accounts = engine.fetch(book.book.accounts).to_pylist()
    assert [row["account_id"] for row in accounts] == ["A"]


def test_columns_are_matched_whatever_their_capitals_and_unknown_ones_noted(opened):
    book = opened(due_on=None, Due_On=[DAY, DAY], row=[7, 8])
    assert codes(book) == {"unknown_column"}
    assert book.rows[1].accepted == 2


def test_numbers_that_are_none_are_set_aside(opened, tmp_path):
    nan = float("nan")
    rates = {"base": ["EUR"], "quote": ["USD"], "on": [DAY], "rate": [nan]}
    pq.write_table(pa.table(rates), tmp_path / "rates.parquet")
    assert codes(opened()) == {"unreadable_number"}


def test_a_finding_in_a_folder_of_parts_names_the_part(opened, tmp_path):
    opened("invoices/part-1.parquet")
    book = opened("invoices/part-2.parquet", invoice_id=["I3", "I2"])
    assert [(f.code, f.file, f.row) for f in book.findings if f.row] == [
        ("duplicate_row", "part-2.parquet", 2)
    ]
    assert book.rows[1] == RowTotals("invoices", 4, 3)


def test_parts_with_other_columns_are_refused(opened):
    opened("invoices/part-1.parquet")
    with pytest.raises(BadInput, match=r"part-2.parquet has other columns than part-1"):
        opened("invoices/part-2.parquet", entity=["x", "y"])


def test_what_is_no_parquet_is_refused(tmp_path, engine):
    (tmp_path / "invoices.parquet").write_bytes(b"no parquet")
    with pytest.raises(BadInput, match=r"invoices.parquet is not a readable Parquet file"):
        open_book(tmp_path, engine=engine)
