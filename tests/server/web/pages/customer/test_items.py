"""Do invoices and credit notes that are open stand apart?"""

import re

import pytest

from duly.server.ledger.models import Account, Invoice
from duly.server.portfolio.models import InvoiceOutlook


@pytest.fixture
def address(book):
    return f"/customers/{Account.objects.get(account_id='C01').pk}"


@pytest.fixture
def credit(book):
    """A credit note of the first customer, older than all its invoices: `credit("CN-1", -500)`."""

    def make(number, open_units):
        invoice = Invoice.objects.get(invoice_id="INV-01-2")
        invoice.pk, invoice.invoice_id, invoice.kind = None, number, "credit_note"
        invoice.amount_units, invoice.open_units = -1_000, open_units
        invoice.issued_on = invoice.due_on = invoice.issued_on.replace(year=2020)
        invoice.save()

    return make


def parts(text):
    """The page up to the credit notes, and from there on."""
    before, *after = re.split(r'<section class="card" id="credits">', text)
    return before, "".join(after)


def test_a_credit_note_stands_below_the_invoices(desk, address, credit):
    credit("CN-1", -500)
    invoices, credits_of = parts(desk.get(f"{address}?show=items").text)
    assert ("CN-1" in invoices, "CN-1" in credits_of) == (False, True)
    assert ("INV-01-2" in invoices, "INV-01-2" in credits_of.split("</section>")[0]) == (
        True,
        False,
    )


@pytest.mark.parametrize("open_units", [0, None])
def test_without_an_unused_credit_note_nothing_is_said_of_them(desk, address, credit, open_units):
    if open_units is not None:
        credit("CN-1", open_units)
    assert parts(desk.get(f"{address}?show=items").text)[1] == ""


def test_many_credit_notes_are_cut_and_that_is_said(desk, address, credit):
    for number in range(51):
        credit(f"CN-{number}", -500)
    text = parts(desk.get(f"{address}?show=items").text)[1]
    assert text.count(">CN-") == 50
    assert "the oldest of more" in text


def test_the_summary_lists_invoices_and_counts_credit_notes(desk, address, credit):
    credit("CN-1", -500)
    text = desk.get(address).text
    assert "CN-1" not in text
    assert "one credit note that is not used up" in text


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({}, "20 Nov 2026 – 20 Dec 2026"),
        ({"p90_on": None}, "from 20 Nov 2026, end open"),
        ({"p50_on": None, "p90_on": None}, "not within a year"),
    ],
)
def test_when_an_item_is_likely_paid_is_said_as_far_as_it_reaches(desk, address, days, said):
    InvoiceOutlook.objects.update(**days)
    assert said in desk.get(f"{address}?show=items").text
