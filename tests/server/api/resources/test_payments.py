"""Does allocating through the API move exactly what it says, and nothing otherwise?"""

import pytest


@pytest.fixture
def owed(customer, invoice, payment):
    account = customer("A")
    invoice("I/1", account, 100)
    payment("P/1", account, 60)
    return account


def state(api):
    invoice = api.get("invoices/I%2F1").json()["open_units"]
    return invoice, api.get("payments", payment_id="P/1").json()["items"][0]["left_units"]


def allocate(api, units=50, **more):
    body = {"payment_id": "P/1", "invoice_id": "I/1", "amount_units": units, **more}
    return api.post("allocations", body)


def test_what_is_allocated_leaves_both_sides(owed, api):
    assert allocate(api).status_code == 201
    assert state(api) == (50, 10)


def test_what_is_taken_back_is_there_again(owed, api):
    made = allocate(api).json()
    assert api.call("DELETE", f"allocations/{made['id']}").status_code == 200
    assert state(api) == (100, 60)
    assert api.get("allocations", invoice_id="I/1").json()["items"] == []


def test_what_was_taken_back_is_not_there_to_take_back(owed, api):
    made = allocate(api).json()
    for status in (200, 404):
        assert api.call("DELETE", f"allocations/{made['id']}").status_code == status


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"units": 61}, 409, "not_enough_left"),
        ({"units": 0}, 409, "no_amount"),
        ({"payment_id": "P/2"}, 404, "not_found"),
        ({"invoice_id": "I/2"}, 404, "not_found"),
        ({"payment_id": None}, 409, "allocation_needs_one_giver"),
        ({"credit_note_id": "C/1"}, 409, "allocation_needs_one_giver"),
        ({"allocated_on": "2026-02-30"}, 422, "value_error"),
        ({"units": 1.5}, 422, "int_type"),
        ({"units": "50"}, 422, "int_type"),
        ({"units": True}, 422, "int_type"),
        ({"units": 2**63}, 422, "less_than_equal"),
    ],
)
def test_what_cannot_be_is_refused_and_moves_nothing(owed, api, more, status, code):
    response = allocate(api, **more)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert state(api) == (100, 60)
