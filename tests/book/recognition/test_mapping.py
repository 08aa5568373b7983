"""Can a mapping be saved, corrected and used again, and is a senseless one refused?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.book.recognition.reading import mapping as meaning
from tests.book.recognition.test_recognising import FILES

from duly.book.findings import BadInput
from duly.book.recognition import draft_mapping, read_mapping, recognise, write_mapping

LINES = (
    "Customer;Number;Invoice Date;Due Date;Discount until;Amount",
    "Acme;R1;02.03.2024;01.04.2024;09.03.2024;1.234,50",
    "Beta;R2;05.03.2024;04.04.2024;12.03.2024;2.000,00",
)


@pytest.fixture
def saved(export, tmp_path: Path) -> tuple[Path, Path]:
    source, target = export(*LINES), tmp_path / "mapping.toml"
    write_mapping(recognise(source), target)
    return source, target


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_saved_mapping_gives_the_identical_result(path: Path, tmp_path: Path):
    first = recognise(path)
    write_mapping(first, tmp_path / "mapping.toml")
    again = recognise(path, mapping=read_mapping(tmp_path / "mapping.toml"))
    assert again == first


def test_it_shows_each_column_with_confidence_and_samples(saved):
    text = saved[1].read_text(encoding="utf-8")
    assert 'book = "due_on" # 99% header_and_content; 01.04.2024, 04.04.2024' in text
    assert 'book = "" # 93% discount; 09.03.2024, 12.03.2024' in text


def test_an_edited_mapping_overrides_the_guess(saved):
    source, target = saved
    text = target.read_text(encoding="utf-8")
    text = text.replace('book = "due_on"', 'book = ""').replace(
        'book = "" # 93% discount', 'book = "due_on" # 93% discount'
    )
    target.write_text(text, encoding="utf-8")
    found = recognise(source, mapping=read_mapping(target))
    assert meaning(found)["Discount until"] == "due_on"
    assert found.guesses[4].reason == "mapping"


def test_an_edited_layout_overrides_what_was_found(saved):
    source, target = saved
    text = target.read_text(encoding="utf-8")
    text = text.replace('date_order = "dmy"', 'date_order = "mdy"')
    target.write_text(text.replace('decimal = ","', 'decimal = "."'), encoding="utf-8")
    with pytest.raises(BadInput, match="Not one line"):
        recognise(source, mapping=read_mapping(target))


def test_a_mapping_settles_which_of_two_columns_is_the_due_date(export, tmp_path: Path):
    header = "Customer,Invoice No,Invoice Date,Due Date,Due Date,Amount"
    source = export(header, "Acme,1,2024-01-02,2024-02-01,2024-03-01,5.00")
    entries = ("account_id", "invoice_id", "issued_on", "", "due_on", "amount")
    target = tmp_path / "mapping.toml"
    target.write_text(
        "".join(
            f'[[column]]\nsource = "{name}"\nbook = "{book}"\n'
            for name, book in zip(header.split(","), entries, strict=True)
        ),
        encoding="utf-8",
    )
    found = recognise(source, mapping=read_mapping(target))
    assert found.tables["invoices"].column("due_on")[0].as_py().isoformat() == "2024-03-01"


def test_a_mapping_of_another_file_is_refused(saved, export):
    other = export("Customer,Doc No,Date,Amount", "Acme,1,2024-01-02,5.00", name="other.csv")
    known = replace(read_mapping(saved[1]), delimiter=None)
    with pytest.raises(BadInput, match="'Number' is missing here"):
        recognise(other, mapping=known)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[layout", "cannot be read as a mapping"),
        ("colour = 1", "colour is no key"),
        ("", "column is missing"),
        ("column = 3", "column is missing"),
        ("column = [1]", "column 1 is not a table"),
        ("[[column]]\nbook = 'name'", "column 1, source"),
        ("[[column]]\nsource = 'A'\nbook = 'nome'", "column 1, book: 'nome' is no column"),
        ("[[column]]\nsource = 'A'\nbook = 3", "column 1, book: 3 is no column"),
        ("[[column]]\nsource = 'A'\nbook = 'bucket:9-1'", "is no column"),
        (
            "[[column]]\nsource = 'A'\nbook = 'name'\n[[column]]\nsource = 'B'\nbook = 'name'",
            "'name' is already column 1",
        ),
        ("layout = 3\n[[column]]\nsource = 'A'", "layout is not a section"),
        ("[layout]\nfont = 'x'\n[[column]]\nsource = 'A'", "layout.font is no key"),
        ("[layout]\ndecimal = ';'\n[[column]]\nsource = 'A'", "layout.decimal must be , or ."),
        ("[layout]\nencoding = 3\n[[column]]\nsource = 'A'", "layout.encoding must be a text"),
        ("[layout]\ndelimiter = ';;'\n[[column]]\nsource = 'A'", "must be one sign"),
    ],
)
def test_an_impossible_mapping_is_refused_by_its_key(tmp_path: Path, text: str, sentence: str):
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_mapping(path)
    assert sentence in str(refused.value)


def test_an_encoding_that_does_not_exist_is_refused(saved):
    source, target = saved
    text = target.read_text(encoding="utf-8").replace("utf-8", "klingon")
    target.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be read as klingon"):
        recognise(source, mapping=read_mapping(target))


def test_a_sheet_that_does_not_exist_is_refused(tmp_path: Path):
    source = next(path for path in FILES if path.suffix == ".xlsx")
    target = tmp_path / "mapping.toml"
    found = recognise(source)
    write_mapping(found, target)
    text = target.read_text(encoding="utf-8").replace(str(found.layout.sheet), "Sheet 9")
    target.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match="has no sheet 'Sheet 9'"):
        recognise(source, mapping=read_mapping(target))


def test_buckets_can_be_named_by_hand(export, tmp_path: Path):
    header = "Customer,A,B,Total"
    source = export(header, "Acme,5.00,1.00,6.00", "Beta,0.00,3.00,3.00")
    target = tmp_path / "mapping.toml"
    entries = ("name", "bucket:current", "bucket:1-30", "balance")
    target.write_text(
        "".join(
            f'[[column]]\nsource = "{name}"\nbook = "{book}"\n'
            for name, book in zip(header.split(","), entries, strict=True)
        ),
        encoding="utf-8",
    )
    from datetime import date

    found = recognise(source, mapping=read_mapping(target), as_of=date(2024, 6, 30))
    assert found.rows.accepted == 2
    assert found.tables["invoices"].num_rows == 3


def test_a_refused_file_gets_a_draft_that_settles_it_once_corrected(export, tmp_path: Path):
    header = "Customer,Invoice No,Invoice Date,Due Date,Due Date,Amount"
    source = export(header, "Acme,1,2024-01-02,2024-02-01,2024-03-01,5.00")
    target = tmp_path / "mapping.toml"
    with pytest.raises(BadInput, match="both look like the due date"):
        recognise(source)
    draft_mapping(source, target)
    found = recognise(source, mapping=read_mapping(target))
    assert found.tables["invoices"].column("due_on")[0].as_py().isoformat() == "2024-02-01"
