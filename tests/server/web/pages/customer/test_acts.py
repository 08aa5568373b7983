"""Is what a customer says recorded, in order and by who may, and nonsense refused with a reason?"""

import pytest

from duly.server.ledger.models import Account, Contact, Dispute, Invoice, Promise
from duly.server.platform.models.access import Role

PROMISE = {"amount": "500", "currency": "EUR", "due_on": "2026-12-01"}
DISPUTE = {"invoice": "INV-01-0", "amount": "", "reason": "price"}
CONTACT = {"name": "Bo Payer", "role": "accounts payable", "email": "bo@example.org"}


@pytest.fixture
def address(book):
    return f"/customers/{Account.objects.get(account_id='C01').pk}"


def test_a_promise_is_recorded(desk, address):
    response = desk.post(f"{address}/promise", PROMISE)
    assert response.url == f"{address}?show=timeline"
    assert Promise.objects.filter(amount_units=50_000, due_on="2026-12-01").count() == 1


WRONG_PROMISES = [
    {"amount": "x"},
    {"amount": "0"},
    {"currency": "ZZZ"},
    {"due_on": "2026-02-30"},
    {"due_on": "2020-01-01"},
]


@pytest.mark.parametrize("wrong", WRONG_PROMISES)
def test_a_promise_of_nothing_is_refused_with_a_reason(desk, address, wrong):
    response = desk.post(f"{address}/promise", {**PROMISE, **wrong})
    assert response.status_code == 409
    assert "This was not done" in response.text
    assert Promise.objects.count() == 1


def test_a_dispute_holds_the_invoice_until_it_is_closed(desk, address):
    desk.post(f"{address}/dispute", DISPUTE)
    assert Invoice.objects.get(invoice_id="INV-01-0").disputed_units == 1_000_000
    opened = Dispute.objects.get(invoice__invoice_id="INV-01-0", closed_on__isnull=True)
    assert desk.post(f"/disputes/{opened.pk}/close", {"outcome": "credited"}).status_code == 302
    assert Invoice.objects.get(invoice_id="INV-01-0").disputed_units == 0


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"invoice": "INV-02-0"}, 404), ({"invoice": ""}, 404), ({"amount": "99999999"}, 409)],
)
def test_a_dispute_about_nothing_is_refused(desk, address, wrong, status):
    assert desk.post(f"{address}/dispute", {**DISPUTE, **wrong}).status_code == status
    assert Dispute.objects.count() == 1


def test_a_contact_comes_and_goes(desk, address):
    desk.post(f"{address}/contact", CONTACT)
    assert "Bo Payer" in desk.get(f"{address}?show=people").text
    desk.post(f"/contacts/{Contact.objects.get(name='Bo Payer').pk}/remove")
    assert "Bo Payer" not in desk.get(f"{address}?show=people").text


def test_a_contact_without_a_name_is_refused(desk, address):
    assert desk.post(f"{address}/contact", {**CONTACT, "name": " "}).status_code == 409


ACTS = [("promise", PROMISE), ("dispute", DISPUTE), ("contact", CONTACT)]


@pytest.mark.parametrize(("act", "given"), ACTS)
def test_a_viewer_records_nothing(client, person, address, act, given):
    client.force_login(person(Role.VIEWER))
    assert client.post(f"{address}/{act}", given).status_code == 403


@pytest.mark.parametrize(("act", "given"), ACTS)
def test_nobody_records_with_a_customer_of_another_part(client, person, address, act, given):
    client.force_login(person(Role.COLLECTOR, portfolios=["south"]))
    assert client.post(f"{address}/{act}", given).status_code == 404
