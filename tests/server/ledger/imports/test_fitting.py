import pytest
from tests.books import book_of
from tests.server.ledger.imports.trade import trade

from duly.book.findings import BadInput
from duly.server.ledger.imports.fitting import CUT, fitted


def names(book):
    found = book.engine.fetch(book.accounts.order_by("account_id"))
    return found.column("name").to_pylist()


def named(name):
    tables = trade()
    tables["accounts"][1]["name"] = name
    return fitted(book_of(tables))


@pytest.mark.parametrize(
    ("name", "kept"),
    [("Bl\x00\x0bum\x9f", "Blum"), ("\x01", None), ("Blum\tAG\n", "Blum\tAG\n"), ("", None)],
)
def test_control_characters_do_not_enter(name, kept):
    book, notes = named(name)
    assert names(book)[1] == kept
    assert notes.findings == ()


def test_a_long_text_is_cut_and_noted():
    book, notes = named("B" * 301)
    assert names(book)[1] == "B" * 300
    (note,) = notes.findings
    assert (note.code, note.table, note.column, note.set_aside) == (CUT, "accounts", "name", False)
    assert notes.counts[0].count == 1


def test_a_number_that_is_too_long_is_no_number():
    tables = trade()
    tables["invoices"][0]["invoice_id"] = "I" * 121
    with pytest.raises(BadInput, match="too long"):
        fitted(book_of(tables))


def test_what_fits_stays_as_it_is():
    book = book_of(trade())
    fits, notes = fitted(book)
    assert notes.findings == notes.counts == ()
    assert [fits.engine.fetch(fits.tables[name]).to_pylist() for name in sorted(trade())] == [
        book.engine.fetch(book.tables[name]).to_pylist() for name in sorted(trade())
    ]
