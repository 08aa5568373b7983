"""Does the search page lead to what was meant, and show every name as text?"""

import pytest
from tests.server.web.example import MARKUP

from duly.server.ledger.models import Invoice


def recorded_too(number):
    """One invoice more, of this number."""
    invoice = Invoice.objects.get(invoice_id="INV-05-2")
    invoice.pk, invoice.invoice_id = None, number
    invoice.save()


def test_a_name_that_is_markup_is_found_and_stays_text(desk, book):
    page = desk.get("/search", {"q": "<script>"})
    assert MARKUP not in page.text
    assert "&lt;script&gt;" in page.text


def test_a_number_that_names_one_customer_leads_there(desk, book):
    assert desk.get("/search?q=C05").status_code == 302


@pytest.mark.parametrize("text", ["INV-05-1", " INV-05-1 ", "inv-05-1"])
def test_a_number_that_names_one_invoice_leads_there(desk, book, text):
    number = Invoice.objects.get(invoice_id="INV-05-1").pk
    assert desk.get("/search", {"q": text}).url == f"/invoices/{number}"


def test_longer_numbers_beside_it_do_not_hide_the_one_meant(desk, book):
    recorded_too("INV-05-11")
    assert desk.get("/search?q=INV-05-1").status_code == 302


def test_the_beginning_of_a_number_lists_what_begins_so(desk, book):
    assert desk.get("/search?q=INV-05").status_code == 200


def test_a_number_that_is_also_that_of_a_payment_lists_both(desk, book):
    recorded_too("P1")
    assert desk.get("/search?q=P1").status_code == 200
