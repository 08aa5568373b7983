"""Is found what was meant by a name, a number or an amount, and nothing of others?"""

import pytest
from tests.server.web.example import NOW, example_book

from duly.server.ledger.searching import search, units_meant
from duly.server.platform.clock import stopped
from duly.server.platform.rights import actor_of


@pytest.fixture
def book(person):
    """The example book of the pages, to search in."""
    with stopped(NOW):
        yield example_book(person("collector"))


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1234.5", {123450}),
        ("1,234.50", {123450}),
        ("1.234,50", {123450}),
        ("1'234.50", {123450}),
        ("€ 1 234,50", {123450}),
        ("EUR 12", {1200}),
        ("-12,5", {-1250}),
        ("1.234", {123400}),
        ("1,234,567", {123456700}),
        ("1.2345", set()),
        ("9" * 30, None),
        ("12a", None),
        ("", None),
    ],
)
def test_an_amount_is_read_however_it_is_written(text, cents):
    assert units_meant(text).get(2) == cents


def test_yen_have_no_cents_and_dinars_a_thousand():
    meant = units_meant("12.5")
    assert (meant[0], meant[3]) == (set(), {12500})


@pytest.mark.parametrize(
    ("text", "accounts", "invoices"),
    [
        ("customer 03", ["C03"], []),
        ("C05", ["C05"], []),
        ("INV-02", [], ["INV-02-0", "INV-02-1", "INV-02-2"]),
        ("inv-02-1", [], ["INV-02-1"]),
        ("nothing of that name", [], []),
        ("%", [], []),
        ("\x00", [], []),
    ],
)
def test_names_and_numbers_are_found(actor, book, text, accounts, invoices):
    found = search(actor, text)
    assert [each.account_id for each in found.accounts] == accounts
    assert [each.invoice_id for each in found.invoices] == invoices


def test_open_invoices_of_an_amount_are_found(actor, book):
    found = search(actor, "10.000,00").amounts
    assert {each.invoice_id for each in found} == {"INV-01-0", "INV-01-1", "INV-01-2"}


def test_what_is_settled_is_not_found_by_its_amount(actor, book):
    assert "INV-05-2" not in {each.invoice_id for each in search(actor, "2000").amounts}


def test_nothing_of_another_s_part_is_found(person, book):
    actor = actor_of(person("collector", portfolios=["south"]))
    assert search(actor, "C05").count == 0
    assert search(actor, "INV-02").count == 0
    assert search(actor, "10000").count == 0
