"""Have two files the same form exactly where the same columns stand in the same order?"""

import pytest

from duly.server.ledger.imports.form import form_of


def read(*headings, header_row=1, shape="open_items", tables=("invoices",)):
    return {
        "shape": shape,
        "columns": [{"source": heading} for heading in headings],
        "layout": {"header_row": header_row} if headings else {},
        "tables": dict.fromkeys(tables, 1),
    }


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (read("No", "Amount"), True),
        (read("No", "Amount", shape="invoices", header_row=4), True),
        (read("Amount", "No"), False),
        (read("No", "Amount", "Paid"), False),
        (read(), False),
    ],
)
def test_an_export_is_known_by_its_headings(other, is_same):
    assert (form_of(other) == form_of(read("No", "Amount"))) == is_same


def test_a_book_is_known_by_its_tables():
    assert form_of(read(tables=("a", "b"))) == form_of(read(tables=("b", "a")))
    assert form_of(read(tables=("a", "b"))) != form_of(read(tables=("a",)))


def test_columns_without_headings_have_no_form():
    assert form_of(read("1", "2", header_row=0)) == ""
