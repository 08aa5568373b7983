import csv
import re
from datetime import date

import pyarrow.parquet as pq
import pytest

from duly.book.findings import BadInput
from duly.book.schema import TABLES
from duly.generator import BookPlan, generate, raw_export
from duly.generator.dialects import DIALECTS
from duly.generator.dialects.figures import grouped
from duly.generator.ledger_lines import ledger

UNTIL = date(2026, 10, 31)


def exported(book, path, dialect: str, encoding: str) -> list[str]:
    raw_export(book, path / "export.csv", dialect=dialect)
    return (path / "export.csv").read_bytes().decode(encoding).split("\r\n")


def test_the_german_list_has_titles_open_items_and_totals(small_story_folder, tmp_path):
    lines = exported(small_story_folder, tmp_path, "german_opos", "cp1252")
    book = ledger(small_story_folder)
    body = [line.split(";") for line in lines[4:] if line and not line.startswith("Summe")]
    assert lines[0] == "Offene-Posten-Liste Debitoren"
    assert lines[3].split(";")[5] == "Fälligkeit"
    assert len(body) == len(book.open_lines)
    assert all(re.fullmatch(r"-?\d{1,3}(\.\d{3})*,\d\d", row[8]) for row in body)
    assert all(re.fullmatch(r"\d\d\.\d\d\.\d{4}", row[4]) for row in body)


def test_the_german_totals_are_those_of_the_lines(small_story_folder, tmp_path):
    lines = exported(small_story_folder, tmp_path, "german_opos", "cp1252")
    sums: dict[str, int] = {}
    for row in csv.reader(lines[4:], delimiter=";"):
        units = int(re.sub(r"[.,]", "", row[8])) if row else 0
        if row and row[0] == "Summe":
            assert sums.pop(row[6]) == units
        elif row:
            sums[row[6]] = sums.get(row[6], 0) + units
    assert sums == {}


def test_the_english_ledger_carries_every_item_and_its_settlement(small_story_folder, tmp_path):
    lines = exported(small_story_folder, tmp_path, "english_ledger", "utf-8")
    rows = list(csv.DictReader(lines))
    assert len(rows) == 1_500
    assert {row["Amount"].lstrip("-")[0] for row in rows} == set("£€$")
    paid = [row for row in rows if row["Paid Date"]]
    assert 0.8 < len(paid) / len(rows) < 0.95
    assert all(row["Outstanding"][1:] == "0.00" for row in paid)
    assert any(row["Amount"].startswith("-") and row["Type"] == "Credit Note" for row in rows)


def test_the_french_balance_names_each_customer_once_above_its_items(small_story_folder, tmp_path):
    lines = exported(small_story_folder, tmp_path, "french_balance", "utf-8")
    assert lines[0].startswith("\ufeffBalance âgée clients au ")
    heads = [line.split(";")[0] for line in lines[3:] if line and line[0] == "C"]
    book = ledger(small_story_folder)
    assert heads == sorted({f"{line.account_id} {line.name}" for line in book.open_lines})
    assert sum(line.startswith(";INV-") for line in lines) == len(book.open_lines)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_book_of_text_exports_like_a_book_of_columns(dialect, tmp_path):
    plan = BookPlan(300, UNTIL, currencies=("EUR", "JPY"))
    for form in ("csv", "parquet"):
        generate(plan, tmp_path / form, form=form)
        raw_export(tmp_path / form, tmp_path / f"{form}.txt", dialect=dialect)
    assert (tmp_path / "csv.txt").read_bytes() == (tmp_path / "parquet.txt").read_bytes()


def test_what_is_open_in_the_ledger_is_what_the_generator_left_open(tmp_path):
    totals = generate(BookPlan(1_000, UNTIL), tmp_path)
    book = ledger(tmp_path)
    for code, units in totals.open_units.items():
        assert sum(line.open_units for line in book.lines if line.currency == code) == units
    assert len(book.open_lines) == totals.open_invoices


def test_an_item_written_off_is_neither_open_nor_paid(tmp_path):
    generate(BookPlan(5_000, UNTIL, 50), tmp_path)
    lost = [line for line in ledger(tmp_path).lines if not line.open_units and not line.paid_on]
    assert lost


def test_tables_in_memory_export_like_their_folder(small_story_folder, tmp_path):
    tables = {name: pq.read_table(small_story_folder / f"{name}.parquet") for name in TABLES}
    raw_export(small_story_folder, tmp_path / "folder.csv", dialect="french_balance")
    raw_export(tables, tmp_path / "tables.csv", dialect="french_balance")
    assert (tmp_path / "folder.csv").read_bytes() == (tmp_path / "tables.csv").read_bytes()


@pytest.mark.parametrize("missing", ["accounts", "invoices", "payments", "allocations"])
def test_a_text_book_that_lacks_a_table_is_refused(missing, tmp_path):
    generate(BookPlan(20, UNTIL), tmp_path, form="csv")
    (tmp_path / f"{missing}.csv").unlink()
    with pytest.raises(BadInput, match=f"needs the table {missing}"):
        ledger(tmp_path)


def test_a_book_without_invoices_is_refused(small_story_folder, tmp_path):
    tables = {name: pq.read_table(small_story_folder / f"{name}.parquet") for name in TABLES}
    empty = {name: table.slice(0, 0) for name, table in tables.items()}
    with pytest.raises(BadInput, match="at least one invoice"):
        raw_export(empty, tmp_path / "x.csv", dialect="english_ledger")


def test_an_unknown_dialect_is_refused(small_story_folder, tmp_path):
    with pytest.raises(ValueError, match="unknown dialect 'klingon': choose one of english"):
        raw_export(small_story_folder, tmp_path / "x.csv", dialect="klingon")


def test_a_folder_without_a_book_is_refused(tmp_path):
    with pytest.raises(BadInput, match="needs the table accounts"):
        raw_export(tmp_path, tmp_path / "x.csv", dialect="german_opos")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("units", "currency", "text"),
    [
        (123456789, "EUR", "1.234.567,89"),
        (-100, "EUR", "-1,00"),
        (-5, "EUR", "-0,05"),
        (1234, "JPY", "1.234"),
        (1234, "KWD", "1,234"),
    ],
)
def test_amounts_are_grouped_and_signed(units, currency, text):
    assert grouped(units, currency, thousands=".", point=",") == text
