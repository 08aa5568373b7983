from datetime import date

import pytest

from duly.book.engines import duckdb_engine
from duly.book.findings import BadInput
from duly.book.policy.ageing import AgeingPolicy
from duly.book.recognition import recognise, write_mapping
from duly.book.source import open_source

BOOK = """invoice_id,account_id,currency,amount,issued_on,due_on
1,A,EUR,100.00,2026-01-05,2026-02-04
2,B,EUR,50.00,2026-01-10,2026-02-09
2,B,EUR,50.00,2026-01-10,2026-02-09
3,B,EUR,x,2026-01-11,2026-02-10
"""
EXPORT = """Customer;Invoice no;Invoice date;Due date;Open amount
A;1;05/01/2026;04/02/2026;100.00
B;2;10/01/2026;09/02/2026;50.00
B;3;25/01/2026;24/02/2026;abc
"""


def source(tmp_path, name, text, **options):
    path = tmp_path / name
    if "/" in name:
        path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    opened = path.parent if name.startswith("book/") else path
    return open_source(opened, engine=duckdb_engine(), **options)


def test_a_book_folder_is_looked_at_on_the_last_day_anything_happened(tmp_path):
    book = source(tmp_path, "book/invoices.csv", BOOK)
    assert (book.as_of, book.as_of_reason) == (date(2026, 1, 10), "latest_event")
    assert book.recognised is None


def test_the_day_asked_for_comes_first(tmp_path):
    day = date(2025, 12, 31)
    for name, text in (("book/invoices.csv", BOOK), ("export.csv", EXPORT)):
        found = source(tmp_path, name, text, as_of=day)
        assert (found.as_of, found.as_of_reason) == (day, "asked")


def test_rows_and_money_of_a_folder_reconcile(tmp_path):
    rows = source(tmp_path, "book/invoices.csv", BOOK).rows
    assert (rows.read, rows.accepted, rows.set_aside) == (4, 2, 2)


def test_money_of_a_folder_is_that_of_its_invoices(tmp_path):
    money = source(tmp_path, "book/invoices.csv", BOOK).money
    found = {item.currency: (item.read_units, item.accepted_units) for item in money}
    assert found["EUR"] == (200_00, 150_00)


def test_an_export_is_recognised(tmp_path):
    found = source(tmp_path, "export.csv", EXPORT, currency="EUR")
    assert found.recognised is not None
    assert (found.rows.read, found.rows.accepted, found.rows.set_aside) == (3, 2, 1)
    assert [item.currency for item in found.money] == ["EUR"]


def test_findings_of_an_export_are_counted_with_their_money(tmp_path):
    doubled = EXPORT + "B;2;10/01/2026;09/02/2026;50.00\n"
    found = source(tmp_path, "export.csv", doubled, currency="EUR")
    counts = {count.code: count for count in found.counts}
    assert counts["duplicate_row"].count == 1
    assert counts["duplicate_row"].units == {"EUR": 50_00}
    assert counts["unreadable_amount"].units == {}


def test_a_saved_mapping_is_used(tmp_path):
    (tmp_path / "export.csv").write_text(EXPORT)
    saved = tmp_path / "mapping.toml"
    write_mapping(recognise(tmp_path / "export.csv"), saved)
    saved.write_text(saved.read_text().replace('"issued_on"', '"order_no"'))
    found = source(tmp_path, "export.csv", EXPORT, mapping=saved)
    meanings = {guess.source: guess.book for guess in found.recognised.guesses}
    assert meanings["Invoice date"] == "order_no"


def test_progress_of_a_folder_names_the_table(tmp_path):
    said = []
    source(tmp_path, "book/invoices.csv", BOOK, progress=lambda what, share: said.append(what))
    assert "reading invoices" in said


def test_a_path_that_is_not_there_is_refused_by_name(tmp_path):
    with pytest.raises(BadInput, match="absent"):
        open_source(tmp_path / "absent", engine=duckdb_engine())


def test_an_empty_book_has_nothing_to_look_at(tmp_path):
    with pytest.raises(BadInput, match="empty"):
        source(tmp_path, "book/invoices.csv", BOOK.splitlines()[0] + "\n")


BUCKETS = """As at 31/10/2026,,,
Customer,Current,1-30,31-60,Over 60
A,1.00,2.00,0.00,5.00
B,3.00,0.00,4.00,0.00
"""


def test_a_report_of_buckets_is_aged_by_its_own(tmp_path):
    found = source(tmp_path, "buckets.csv", BUCKETS)
    assert found.aged_by(AgeingPolicy()).buckets == ("current", "1-30", "31-60", "61+")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("book/invoices.csv", BOOK),
        ("export.csv", EXPORT),
        ("buckets.csv", "As at 31/10/2026,,\nCustomer,Not due,Overdue\nA,1.00,2.00\nB,3.00,4.00\n"),
    ],
)
def test_all_else_is_aged_by_the_policy(tmp_path, name, text):
    rules = AgeingPolicy()
    assert source(tmp_path, name, text).aged_by(rules) == rules
