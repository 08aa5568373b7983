"""R16: is it said plainly that nothing can be saved, and does looking go on?"""

from contextlib import contextmanager

import pytest
from django.db import connection

from duly.server.ledger.models import Account, Contact
from duly.server.platform.models import Event

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def read_only():
    """As if the disk could only be read: the database refuses to write."""
    is_sqlite = connection.vendor == "sqlite"
    setting = "PRAGMA query_only" if is_sqlite else "SET default_transaction_read_only"
    with connection.cursor() as cursor:
        cursor.execute(f"{setting} = on")
    try:
        yield
    finally:
        connection.rollback()
        with connection.cursor() as cursor:
            cursor.execute(f"{setting} = off")


@pytest.fixture
def address(book):
    return f"/customers/{Account.objects.get(account_id='C01').pk}"


@pytest.fixture
def patient(desk):
    desk.raise_request_exception = False
    return desk


def test_pages_open_though_nothing_can_be_written(patient, address):
    with read_only():
        opened = [patient.get(page).status_code for page in ("/", "/customers", address)]
    assert opened == [200, 200, 200]


def test_what_cannot_be_saved_is_said_and_not_half_done(patient, address):
    given = {"name": "Bo Payer"}
    with read_only():
        answer = patient.post(f"{address}/contact", given)
    assert (answer.status_code, "can only be read" in answer.text) == (503, True)
    assert "Traceback" not in answer.text
    assert not Contact.objects.filter(name="Bo Payer").exists()
    assert not Event.objects.exists()
    assert patient.post(f"{address}/contact", given).status_code == 302


def test_a_program_is_told_so_by_a_code(patient, address):
    body = {"account_id": "C01", "name": "Bo Payer"}
    headers = {"Idempotency-Key": "while-read-only"}
    with read_only():
        answer = patient.post("/api/v1/contacts", body, "application/json", headers=headers)
        listed = patient.get("/api/v1/contacts?account_id=C01")
    assert (answer.status_code, answer.json()["code"]) == (503, "read_only")
    assert listed.status_code == 200
    again = patient.post("/api/v1/contacts", body, "application/json", headers=headers)
    assert again.status_code == 201


def test_a_mistake_of_ours_is_told_as_one(patient, book, monkeypatch):
    def fail(*given):
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("duly.server.web.pages.overview.page._facts", fail)
    answer = patient.get("/")
    assert (answer.status_code, "Something of ours broke" in answer.text) == (500, True)
